"""Words about a wave that can't be sealed, since its key is not on this machine."""

from __future__ import annotations

from collections.abc import Mapping

from diagnostic.text import Text

WORDS: Mapping[str, Text] = {
    "lost_head": Text("密钥不在这台机器上", "The key is not on this machine"),
    "lost_lead": Text(
        "问卷已经截止，但打开信封的密钥不在这里，所以不能封存。恢复了封存之前的备份，或别的机器的备份，就会这样：备份里没有密钥。",
        "The survey is closed, but the key that opens its envelopes is not here, so it can't be sealed. This happens "
        "when a backup from before the sealing, or of another machine, is put back: no backup holds a key.",
    ),
    "lost_find": Text("密钥还在别处：带过来，再封存", "The key still exists: bring it here and seal"),
    "lost_file": Text(
        "把另一台机器 instance/keys 文件夹里的下面这个文件，复制到这里的同名文件夹，然后重新打开本页：",
        "Copy this file from the folder instance/keys of the other machine into the folder of that name here, then "
        "open this page again:",
    ),
    "lost_copy": Text(
        "取走过密钥副本的话，也可以把它的内容贴在这里：",
        "Or, if a recovery copy of the key was taken, paste what is in it here:",
    ),
    "f_copy": Text("密钥副本", "Recovery copy"),
    "lost_put_back": Text("恢复密钥", "Put the key back"),
    "key_wrong": Text("这不是这一轮的密钥。", "This is not the key of this wave."),
    "done_key_back": Text("密钥已经恢复，现在可以封存。", "The key is back; the wave can be sealed now."),
    "lost_newer": Text(
        "如果这一轮在备份之后已经封存，密钥就已销毁，而封存的回答在更新的备份里，也就是恢复旧备份之前自动做的那一份。请改为恢复它。",
        "If the wave was sealed after this backup was made, the key is destroyed, and the sealed answers lie in a "
        "newer backup: the one made automatically before this one was put back. Put that one back instead.",
    ),
    "lost_give_up": Text("密钥找不到了：放弃这一轮", "The key is lost: give the wave up"),
    "lost_means_1": Text(
        "信封永远不会打开，没有人会读到其中的回答。信封、链接、回执和分组都会从这里删除。",
        "Its envelopes stay closed for ever, and nobody will read the answers in them. Envelopes, links, receipts and "
        "groups are deleted here.",
    ),
    "lost_means_2": Text(
        "无法撤销：即使密钥以后出现在这台机器上，也会被销毁。",
        "There is no way back: should the key turn up on this machine later, it is destroyed.",
    ),
    "lost_means_3": Text(
        "备份里仍有信封；谁同时拿到密钥，就能打开备份里的那些。",
        "Backups still hold the envelopes; whoever gets hold of the key as well can open them there.",
    ),
    "lost_means_4": Text(
        "之后可以重新发布一轮，也可以删除这次评估。",
        "Afterwards a new wave can be published, or the assessment deleted.",
    ),
    "lost_do": Text("放弃这一轮", "Give the wave up"),
    "done_abandoned": Text("这一轮已经放弃。", "The wave has been given up."),
    "abandoned_head": Text("已经放弃，没有打开", "Given up; nothing was opened"),
    "abandoned": Text(
        "这一轮的密钥不在这台机器上，没有打开任何回答，信封已经删除。需要的话，可以重新发布一轮。",
        "The key of this wave was not on this machine. No answer was opened, and the envelopes are deleted. You can "
        "publish a new wave if you need one.",
    ),
}
