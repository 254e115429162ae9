"""Words of long work: what is being done, how far it is, and what to do where it does not go on."""

from __future__ import annotations

from collections.abc import Mapping

from diagnostic.text import Text

WORDS: Mapping[str, Text] = {
    # where it stands
    "job_queued": Text("等待开始", "Waiting to begin"),
    "job_running": Text("进行中", "In progress"),
    "job_stopping": Text("正在取消", "Being cancelled"),
    "job_done": Text("已完成", "Done"),
    "job_failed": Text("没有完成", "Not done"),
    "job_cancelled": Text("已取消", "Cancelled"),
    "job_lead": Text(
        "可以离开这个页面，任务会继续进行；回来时从评估的步骤进入。",
        "You may leave this page: the work goes on. Come back by the steps of the assessment.",
    ),
    "job_progress": Text("进度", "Progress"),
    "job_percent": Text("{n}%", "{n}%"),
    "job_elapsed": Text("用时", "Time taken"),
    "job_elapsed_so_far": Text("已用时", "Time so far"),
    "job_minutes": Text("{m} 分 {s} 秒", "{m} min {s} s"),
    "job_seconds": Text("{s} 秒", "{s} s"),
    "job_attempts": Text("次数", "Attempts"),
    "job_attempt": Text("第 {n} 次", "number {n}"),
    "job_by": Text("由谁开始", "Begun by"),
    "job_attempts_note": Text(
        "工作进程曾经中断，任务从头开始。", "A worker broke off; the work was begun anew."
    ),
    "job_no_worker": Text(
        "目前没有工作进程在运行。请在服务器上运行 ./run serve（它会同时启动网页和工作进程），或另外运行 ./run work。"
        "任务已经保存，之后会自动开始。",
        "No worker is running. On the server, start ./run serve (it runs the pages and a worker), or ./run work beside "
        "it. The work is kept and begins by itself then.",
    ),
    # what can be done
    "job_cancel": Text("取消任务", "Cancel the work"),
    "job_cancel_note": Text(
        "取消之后不会留下做了一半的结果。", "Nothing half done is left behind when you cancel."
    ),
    "job_retry": Text("重试", "Try again"),
    "job_faults": Text("原因", "What is wrong"),
    "job_cancelled_note": Text(
        "任务已取消，没有保存任何结果。", "The work was cancelled, and no result was stored."
    ),
    "job_back": Text("返回评估", "Back to the assessment"),
    "job_to_seal": Text("查看封存结果", "See the sealed survey"),
    "job_to_analyse": Text("查看诊断", "See the diagnosis"),
    "job_to_report": Text("查看报告", "See the report"),
    "done_job_over": Text(
        "任务已经结束，没有可取消的。", "The work had ended already; there was nothing to cancel."
    ),
}
