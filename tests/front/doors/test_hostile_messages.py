"""What a stranger says at Streamlit's own protocol changes nothing that matters: not for others, not in the database, not for long."""

import sqlite3
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.browser.conftest import Server
from tests.front.doors.conftest import seats_are_free
from tests.protocol import Tab, tab
from tests.soak.fuzz import asked, drafted, invalid, recorded, talked
from tests.soak.people import Person

COMMANDS = [field.name for field in BackMsg.DESCRIPTOR.fields if field.name != "rerun_script"]


def file_of(server: Server) -> Path:
    return Path(server.database_url.removeprefix("sqlite:///"))


@contextmanager
def somebody(server: Server) -> Iterator[Person]:
    """A person at their first question."""
    person = Person(1)
    person.begin(server.address)
    yield person
    person.leave()


def command(name: str) -> bytes:
    """A message that no page of ours sends."""
    message = BackMsg()
    field = BackMsg.DESCRIPTOR.fields_by_name[name]
    if field.message_type:
        getattr(message, name).SetInParent()
    else:
        setattr(message, name, True)
    return bytes(message.SerializeToString())


def test_orders_of_a_stranger_cost_nobody_an_answer(server: Server) -> None:
    with somebody(server) as person, tab(server.address) as stranger:
        while person.answer():
            for name in COMMANDS:
                stranger.wire.send(command(name))
        stranger.run()
    with closing(sqlite3.connect(file_of(server))) as db:
        kept = dict(db.execute("select question_id, option_id from answer where sitting_id = ?", [person.public]).fetchall())
    assert len(person.told) > 3
    assert kept == person.told


@pytest.mark.parametrize("kind", ["int_value", "double_value", "json_value", "bytes_value", "string_array_value", "bool_value"])
def test_an_answer_of_another_kind_is_none(server: Server, kind: str) -> None:
    with somebody(server) as person:
        assert person.tab
        forged = BackMsg.FromString(person.tab.order())
        widget = forged.rerun_script.widget_states.widgets.add(id=person.tab.widget("radio", f"question.{person.asked()}").id)
        value = {"int_value": 2**62, "double_value": float("nan"), "json_value": "{", "bytes_value": b"\xff", "bool_value": True}
        if kind in value:
            setattr(widget, kind, value[kind])
        else:
            widget.string_array_value.data.extend(["a", "b"])
        person.tab.wire.send(forged.SerializeToString())
        person.come(server.address)
        assert person.has_question()
        assert not invalid(file_of(server))
        assert person.answer()


def test_ten_thousand_widgets_and_ids_of_others_find_nothing(server: Server) -> None:
    with somebody(server) as victim, tab(server.address) as stranger:
        assert victim.answer()
        stranger.query = f"sitting={victim.public}"
        stranger.run()
        assert not [*radios(stranger)]
        forged = BackMsg.FromString(stranger.order())
        for number in range(10_000):
            forged.rerun_script.widget_states.widgets.add(id=f"$$ID-{number}-question.stage", string_value="seed")
        stranger.wire.send(forged.SerializeToString())
        stranger.run()
        assert not [*radios(stranger)]
        victim.come(server.address)
        assert victim.answer()


def radios(page: Tab) -> Iterator[str]:
    for element in page.elements.values():
        if element.WhichOneof("type") == "radio":
            yield element.radio.id


def test_some_mutated_messages_and_requests_break_nothing(server: Server) -> None:
    for recorder in (recorded, drafted):
        assert talked(server, 60, 11, recorder) == []
        seats_are_free(server)
    assert asked(server, 150, seed=11) == []
    assert invalid(file_of(server)) == []
    with urllib.request.urlopen(f"{server.address}/healthz", timeout=60) as health:
        assert health.status == 200
