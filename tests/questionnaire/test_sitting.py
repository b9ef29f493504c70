"""Whatever way people take through a sitting: no answer is lost, progress never falls, and it ends at the review."""

from dataclasses import replace
from random import Random
from typing import Any, get_args

from hypothesis import assume, given, settings, strategies as st

from questionnaire.catalogue import questionnaire
from questionnaire.models import DONT_KNOW, LANGUAGES, Audience, Length, PartId
from questionnaire.sitting import (
    RESULT,
    REVIEW,
    Sitting,
    answer,
    backward,
    begin,
    counted,
    current,
    extend,
    finished,
    forward,
    go,
    offers,
    progress,
    screens,
    unanswered,
)

Q = questionnaire()
PLACES = [*(section.id for chapter in Q.chapters for section in chapter.section), REVIEW, RESULT, "nowhere", ""]

beginnings = st.builds(
    lambda audience, language, length: begin(Q, "a", audience, language, length),
    st.sampled_from(get_args(Audience)),
    st.sampled_from(LANGUAGES),
    st.sampled_from(get_args(Length)),
)
UNLESS = [*(question.unless for question in Q.questions.values()), *(part.unless for part in Q.parts)]
HIDING = [q for q in Q.order if any(q in unless for unless in UNLESS)]
answers = st.sampled_from([*Q.order, *10 * HIDING]).flatmap(
    lambda q: st.tuples(st.just("answer"), st.just(q), st.sampled_from((*Q.questions[q].option_ids, DONT_KNOW)))
)
moves = st.one_of(
    answers,
    st.tuples(st.just("fill"), st.integers(0, 5)),
    st.tuples(st.just("forward")),
    st.tuples(st.just("backward")),
    st.tuples(st.just("go"), st.sampled_from(PLACES)),
    st.tuples(st.just("extend"), st.sampled_from(get_args(PartId)), st.sampled_from(get_args(Length))),
)
walks = st.lists(moves, max_size=40)
sheets = st.fixed_dictionaries({}, optional={q: st.sampled_from((*Q.questions[q].option_ids, DONT_KNOW)) for q in Q.order})
patient = settings(deadline=None, max_examples=150)


def moved(sitting: Sitting, move: Any) -> Sitting:
    match move:
        case "answer", question, option:
            return answer(Q, sitting, question, option)
        case "fill", number:
            return filled(sitting, number)
        case ("forward",):
            return forward(Q, sitting)
        case ("backward",):
            return backward(Q, sitting) or sitting
        case "go", place:
            return go(Q, sitting, place)
        case "extend", part, length:
            return extend(Q, sitting, part, length)
    raise AssertionError(move)


def filled(sitting: Sitting, number: int = 0) -> Sitting:
    """Answers what is not yet answered on the current screen, each with its option of that number."""
    screen = current(Q, sitting)
    for question in unanswered(screen, sitting) if screen else []:
        options = question.option_ids
        sitting = answer(Q, sitting, question.id, options[number % len(options)])
    return sitting


def completed(sitting: Sitting, number: int = 0) -> Sitting:
    """Answers one screen after another until the review."""
    for _ in range(3 * len(Q.order)):
        if sitting.place == REVIEW and finished(Q, sitting):
            return sitting
        sitting = forward(Q, filled(go(Q, sitting, "") if sitting.place == REVIEW else sitting, number))
    raise AssertionError(f"never came to the review from {sitting.place}")


@patient
@given(beginnings, walks)
def test_no_walk_loses_an_answer(sitting: Sitting, walk: list[Any]) -> None:
    begun, given_so_far = sitting, dict[str, str]()
    for move in walk:
        before, sitting = sitting, moved(sitting, move)
        new = {q: option for q, option in sitting.answers.items() if before.answers.get(q) != option}
        assert move[0] in {"answer", "fill"} or not new
        given_so_far |= new
        assert sitting.answers == given_so_far
    assert (sitting.id, sitting.audience, sitting.language) == (begun.id, begun.audience, begun.language)


@patient
@given(beginnings, walks)
def test_every_place_that_is_reached_can_be_shown(sitting: Sitting, walk: list[Any]) -> None:
    for move in walk:
        before, sitting = sitting, moved(sitting, move)
        if move[0] not in {"answer", "fill"} and sitting is not before:
            assert sitting.place in {REVIEW, RESULT} or current(Q, sitting)


@patient
@given(beginnings, walks)
def test_the_result_is_reached_when_every_question_that_is_asked_has_an_answer_and_not_before(sitting: Sitting, walk: list[Any]) -> None:
    for move in walk:
        sitting = moved(sitting, move)
    asked = {question.id for screen in screens(Q, sitting) for question in screen.questions}
    assert (go(Q, sitting, RESULT).place == RESULT) == (asked <= sitting.answers.keys())


@patient
@given(beginnings, walks, st.integers(0, 5))
def test_progress_never_falls_on_the_way_forward(sitting: Sitting, walk: list[Any], number: int) -> None:
    for move in walk:
        sitting = moved(sitting, move)
    ahead = replace(sitting, reviewed=False, place=screens(Q, sitting)[0].section.id)
    last = None
    while screen := current(Q, ahead):
        here = progress(Q, ahead, screen)
        assert 1 <= here.first <= here.last <= here.total
        if last and last[0] == screen.chapter.part:
            assert last[1].last < here.first
            assert last[1].total == here.total
        last = (screen.chapter.part, here)
        ahead = forward(Q, filled(ahead, number))
    assert ahead.place == REVIEW


@patient
@given(beginnings, walks)
def test_progress_counts_at_least_every_question_that_is_asked(sitting: Sitting, walk: list[Any]) -> None:
    for move in walk:
        sitting = moved(sitting, move)
    for part in sitting.parts:
        asked = [screen for screen in screens(Q, sitting) if screen.chapter.part == part]
        assert all(progress(Q, sitting, screen).total >= sum(len(s.questions) for s in asked) for screen in asked)


@patient
@given(beginnings, walks)
def test_the_way_back_undoes_the_way_forward(sitting: Sitting, walk: list[Any]) -> None:
    for move in walk:
        sitting = moved(sitting, move)
    screen = current(Q, sitting)
    assume(screen and not sitting.reviewed)
    assert screen
    sitting = filled(sitting)  # in a short version the way is the order of the answers
    back = backward(Q, forward(Q, sitting))
    assert back
    assert back.place == sitting.place


@patient
@given(st.sampled_from(get_args(Audience)), st.randoms(use_true_random=False))
def test_a_short_version_asks_what_is_preferred_and_its_progress_never_jumps_back(audience: Audience, random: Random) -> None:
    sitting = filled(begin(Q, "a", audience, "en", "short"), 1)
    seen, before = [sitting.place], progress(Q, sitting, screens(Q, sitting)[0])
    while (sitting := forward(Q, sitting, random.choice)).place != REVIEW:
        screen = current(Q, sitting)
        assert screen
        now = progress(Q, sitting, screen)
        assert before.last < now.first <= now.last <= now.total
        assert [sitting.place, seen[-1]] == [screen.section.id, getattr(backward(Q, sitting), "place", None)]
        seen.append(sitting.place)
        sitting, before = filled(sitting, 1), now
    assert sorted(seen) == sorted(s.section.id for s in screens(Q, sitting))


@patient
@given(beginnings, sheets, sheets)
def test_hidden_answers_never_count(sitting: Sitting, sheet: dict[str, str], others: dict[str, str]) -> None:
    sitting = replace(sitting, answers=sheet)
    counts = counted(Q, sitting)
    assert counts.items() <= sheet.items()
    assert set(counts) == {q for q in sheet if Q.asks(q, sitting.audience, counts)}
    changed = {q: others[q] for q in others if q in sheet and q not in counts}
    assert counted(Q, replace(sitting, answers={**sheet, **changed})) == counts
    assert counted(Q, replace(sitting, answers=counts)) == counts


@patient
@given(beginnings, sheets)
def test_only_what_counts_is_asked_and_everything_that_is_asked_can_count(sitting: Sitting, sheet: dict[str, str]) -> None:
    both = replace(sitting, answers=sheet, parts=dict.fromkeys(get_args(PartId), "full"))
    asked = {question.id for screen in screens(Q, both) for question in screen.questions}
    assert set(counted(Q, both)) == asked & set(sheet)


@patient
@given(beginnings, walks, st.integers(0, 5))
def test_the_way_forward_from_a_finished_sitting_ends_at_the_review(sitting: Sitting, walk: list[Any], number: int) -> None:
    for move in walk:
        sitting = moved(sitting, move)
    done = completed(sitting, number)
    for place in [screen.section.id for screen in screens(Q, done)]:
        assert forward(Q, go(Q, done, place)).place == REVIEW
    assert forward(Q, go(Q, done, RESULT)).place == REVIEW
    assert go(Q, done, RESULT).place == RESULT


@patient
@given(beginnings, st.integers(0, 5), st.data())
def test_a_changed_answer_returns_to_the_review_by_way_of_new_questions_only(sitting: Sitting, number: int, data: Any) -> None:
    done = completed(sitting, number)
    screen = data.draw(st.sampled_from(screens(Q, done)))
    question = data.draw(st.sampled_from(screen.questions))
    changed = answer(Q, go(Q, done, screen.section.id), question.id, data.draw(st.sampled_from((*question.option_ids, DONT_KNOW))))
    after = forward(Q, changed)
    for _ in Q.order:
        if after.place == REVIEW:
            break
        on_the_way = current(Q, after)
        assert on_the_way
        assert unanswered(on_the_way, after)
        after = forward(Q, filled(after, number))
    assert after.place == REVIEW
    assert finished(Q, after)
    kept = {q: option for q, option in done.answers.items() if q != question.id}
    assert kept.items() <= after.answers.items()


@patient
@given(beginnings, walks)
def test_what_is_offered_asks_exactly_as_many_new_questions(sitting: Sitting, walk: list[Any]) -> None:
    for move in walk:
        sitting = moved(sitting, move)
    before = {question.id for screen in screens(Q, sitting) for question in screen.questions}
    for part, length, more in offers(Q, sitting):
        longer = extend(Q, sitting, part, length)
        after = {question.id for screen in screens(Q, longer) for question in screen.questions}
        assert len(after - before) == more > 0


@patient
@given(beginnings)
def test_a_sitting_begins_on_its_first_screen_and_nothing_lies_before_it(sitting: Sitting) -> None:
    assert sitting.place == screens(Q, sitting)[0].section.id
    assert backward(Q, sitting) is None
