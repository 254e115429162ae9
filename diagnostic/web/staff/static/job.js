// Keeps the page of a job fresh without reloading it. Each change is announced once, and buttons that still mean the
// same are left alone, so that readers keep their place and focus.
"use strict";
(() => {
  const EVERY = 1500;
  const job = document.getElementById("job");
  const [said, live, deeds] = ["job-said", "job-live", "job-deeds"].map((id) => document.getElementById(id));
  const show = (now) => {
    if (said.textContent !== now.said) said.textContent = now.said;
    live.innerHTML = now.live;
    if (job.dataset.state !== now.state) {
      const had = deeds.contains(document.activeElement);
      deeds.innerHTML = now.deeds;
      job.dataset.state = now.state;
      if (had) (deeds.querySelector("button, a") || document.getElementById("main")).focus();
    }
  };
  const ask = async () => {
    let active = true;
    try {
      const answer = await fetch(job.dataset.from, { headers: { Accept: "application/json" }, redirect: "manual" });
      if (answer.type === "opaqueredirect" || answer.status === 404) return location.reload(); // signed out, or gone
      if (answer.ok) {
        const now = await answer.json();
        show(now);
        active = now.active;
      }
    } catch {
      // the server is away for a moment: asked again
    }
    if (active) setTimeout(ask, EVERY);
  };
  setTimeout(ask, EVERY);
})();
