"""Where a rep who is not well finds help: the same lines for everybody, whatever they answered."""

from __future__ import annotations

from dataclasses import dataclass

from diagnostic.i18n import both
from diagnostic.text import Text


@dataclass(frozen=True, slots=True)
class Support:
    """Phone numbers of the country. `eap` names a confidential employee assistance service, if there is one."""

    hotline: str = "12356"
    emergency: Text = Text("120 或 110", "120 or 110")  # noqa: RUF009  (frozen)
    eap: Text | None = None

    @property
    def text(self) -> Text:
        return both(
            "If things have felt too much lately, talk to someone you trust{eap}, or your local helpline "
            "(in mainland China {hotline}). In an emergency call local emergency services (in mainland "
            "China {emergency}).",
            hotline=self.hotline,
            emergency=self.emergency,
            eap=both(", to {eap}", eap=self.eap) if self.eap else "",
        )


SUPPORT = Support()
