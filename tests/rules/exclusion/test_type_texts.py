"""A type goes through the texts of its form unchanged, and a text that cannot be read is refused at its field."""

from __future__ import annotations

import pytest

from app.rules.exclusion.catalogue import BadCatalogue, EvidenceDemand, shipped_catalogues
from app.rules.exclusion.type_texts import type_from, type_texts

KIND = shipped_catalogues()[-1].types[0]


def test_every_shipped_type_goes_through_its_texts_unchanged() -> None:
    kinds = [kind for catalogue in shipped_catalogues() for kind in catalogue.types]
    assert [type_from(type_texts(kind)) for kind in kinds] == kinds


def test_a_person_may_write_evidence_shorter() -> None:
    texts = {**type_texts(KIND), "evidence": "现场照片 2份，JPG/png，短边720像素，10MB，派单之后拍摄\n\n公示截图，pdf"}
    assert type_from(texts).evidence == (
        EvidenceDemand("现场照片", ("jpg", "png"), least=2, largest_mb=10, pixels=720, fresh=True),
        EvidenceDemand("公示截图", ("pdf",)),
    )


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("major", " ", "请填写大类"),
        ("minor", "", "请填写子类"),
        ("condition", "", "请填写适用条件"),
        ("evidence", "公示截图，看得清", "看得清"),
        ("wording", "立案机关", "请写成"),
        ("within_days", "十", "应为整数"),
        ("longest", "-1", "应为整数"),
    ],
)
def test_a_text_that_cannot_be_read_is_refused_at_its_field(field: str, text: str, words: str) -> None:
    with pytest.raises(BadCatalogue, match=words) as caught:
        type_from({**type_texts(KIND), field: text})
    assert caught.value.field == field
