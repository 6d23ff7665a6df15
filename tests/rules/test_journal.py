from app.rules.journal import JournalVerb


def test_no_two_verbs_of_the_journal_share_a_word() -> None:
    words = [verb.word for verb in JournalVerb]
    assert len(set(words)) == len(words)
