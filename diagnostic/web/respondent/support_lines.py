"""Where a rep who is not well finds help: the same lines for everybody, whatever they answered."""

from __future__ import annotations

from dataclasses import dataclass

from diagnostic.i18n import both, translate
from diagnostic.text import LANGS, Text


@dataclass(frozen=True, slots=True)
class Support:
    """Phone numbers of the country. `eap` names a confidential employee assistance service, if there is one."""

    hotline: str = "12356"
    emergency: Text = Text("120 或 110", "120 or 110")  # noqa: RUF009  (frozen)
    eap: Text | None = None

    @property
    def text(self) -> Text:
        return Text(
            *(
                translate(
                    "If things have felt too much lately, talk to someone you trust{eap}, or your local helpline "
                    "(in mainland China {hotline}). In an emergency call local emergency services (in mainland "
                    "China {emergency}).",
                    lang,
                ).format(
                    hotline=self.hotline,
                    emergency=self.emergency[lang],
                    eap=EAP[lang].format(eap=self.eap[lang]) if self.eap else "",
                )
                for lang in LANGS
            )
        )


EAP = both(", to {eap}")
SUPPORT = Support()
