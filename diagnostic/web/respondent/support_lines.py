"""Where somebody who is not well finds help: the same for everybody, whatever they answered."""

from __future__ import annotations

from dataclasses import dataclass

from diagnostic.text import LANGS, Text
from diagnostic.web.respondent.words import WORDS


@dataclass(frozen=True, slots=True)
class Support:
    """Numbers of the place. `eap` names a confidential employee assistance service; without one nothing is said."""

    hotline: str = "12356"
    emergency: Text = Text("120 或 110", "120 or 110")  # noqa: RUF009  (frozen)
    eap: Text | None = None

    @property
    def text(self) -> Text:
        return Text(
            *(
                WORDS["support"][lang].format(
                    hotline=self.hotline,
                    emergency=self.emergency[lang],
                    eap=EAP[lang].format(eap=self.eap[lang]) if self.eap else "",
                )
                for lang in LANGS
            )
        )


EAP = Text("或者联系{eap}，", ", to {eap}")
SUPPORT = Support()
