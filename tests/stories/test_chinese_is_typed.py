"""Chinese is typed with real input methods into the real window, whatever the environment says about them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from app.base.clock import SystemClock
from app.base.paths import DataFolder
from app.base.people import Person
from app.desk.contact import acts as contact_acts
from app.desk.intake.rows import RowKeeper
from app.rules.contact.states import AttemptOutcome
from app.rules.intake.drafts import TicketDraft
from app.rules.ticket.states import TicketStatus
from tests.support.bus import PrivateBus
from tests.support.input_methods import Fcitx5, Ibus, InputMethod
from tests.support.levels import GENERAL
from tests.support.processes import Launch
from tests.support.registers import desk_on
from tests.support.screen import Screen
from tests.support.told_state import ToldState

OPERATOR = Person("值班员甲")
WINDOW = "接诉值守台"
SEARCH = "搜索 编号、内容、商户、电话、地点"
FORMS = (
    ("F7", "备注", "备注"),
    ("ctrl+r", "办理答复", "承办结果"),
    ("F6", "登记退单", "退单依据"),
    ("ctrl+k", "命令", "命令"),
)
PROGRAM = Path("tests/support/typing_program.py")
WITH_FCITX5 = pytest.param(Fcitx5, marks=pytest.mark.fcitx5, id="fcitx5")
WITH_IBUS = pytest.param(Ibus, marks=pytest.mark.ibus, id="ibus")


class Typist:
    """A person at the keyboard of the desk, with a Chinese input method switched on."""

    def __init__(self, launch: Launch, screen: Screen, folder: Path) -> None:
        self._launch, self._screen, self._folder = launch, screen, folder
        self.told = ToldState(folder)

    def open(self, **variables: str) -> None:
        """Opens the desk on one ticket under way."""
        data = self._folder / "data"
        _take_in(DataFolder(data))
        around = {"PYTHONPATH": str(Path.cwd())} | variables
        self._launch(PROGRAM, data, self._folder, variables=around)
        self._screen.focus(f"^{WINDOW}$")
        self.told.until("the open desk", joined=True, window=WINDOW)

    def picks_the_ticket(self) -> None:
        """Chooses the ticket in 办理中."""
        self._screen.keys("ctrl+2")
        self._screen.keys("Home")
        self.told.until("the ticket", ticket=True)

    def opens(self, key: str, title: str, field: str = "") -> None:
        """Opens a form, and goes on by Tab to a field."""
        self._screen.keys(key)
        self.told.until(title, window=title)
        for _ in range(40):
            if not field or self.told.state()["field"] == field:
                return
            before = self.told.state()["place"]
            self._screen.keys("Tab")
            self.told.until_fits("the next field", lambda told, before=before: told["place"] != before)
        raise AssertionError(f"Tab never reaches {field}")

    def opens_application(self) -> None:
        """Begins an application for exclusion, and goes on to its statement."""
        self._screen.keys("shift+F5")
        self.told.until("the new application", window="新建不纳入考核申请")
        self._screen.keys("Down")
        self.opens("ctrl+Return", "不纳入考核申请", "情况说明")

    def closes(self) -> None:
        """Closes the form by Esc."""
        self._screen.keys("Escape")
        self.told.until("the window again", window=WINDOW)

    def composes(self) -> None:
        """Types the letters of 你好 and waits for the composition."""
        self._screen.type("nihao")
        self.told.until_fits("the composition", lambda told: told["preedit"].replace(" ", "") in {"nihao", "你好"})

    def types_nihao(self, picture: Path | None = None) -> None:
        """Composes 你好 and takes the first candidate."""
        self.composes()
        if picture is not None:
            self._screen.picture(picture.with_name(f"{picture.name}-composing.png"))
        self._screen.keys("space")
        self.told.until("你好", text="你好")
        if picture is not None:
            self._screen.picture(picture.with_name(f"{picture.name}.png"))

    def keys(self, *names: str) -> None:
        """Presses keys."""
        self._screen.keys(*names)


@pytest.fixture
def typist(launch: Launch, screen: Screen, tmp_path: Path) -> Typist:
    return Typist(launch, screen, tmp_path)


@pytest.fixture
def method(request: pytest.FixtureRequest, private_bus: PrivateBus, screen: Screen) -> Iterator[InputMethod]:
    kind: type[InputMethod] = request.param
    with closing(kind(private_bus, screen)) as made:
        yield made


def _take_in(folder: DataFolder) -> None:
    desk = desk_on(folder, SystemClock())
    with desk.register.writing() as stores:
        import_id = stores.imports.begin({"at": desk.now(), "file": "made-up.xlsx", "digest": "made-up"})
        keeper = RowKeeper(desk, stores, OPERATOR, import_id=import_id, name="made-up.xlsx", backlog=False)
        values = {
            "title": "健身房闭店，年卡无法退费",
            "content": "市民反映某健身中心张贴停业通知，要求退费。",
            "urgency": GENERAL,
            "status": TicketStatus.HANDLING,
            "dispatched_at": desk.now() - timedelta(minutes=5),
            "dispatched_basis": "",
            "phones": "13800000001",
            "phone_raw": "13800000001",
        }
        keeper.take(TicketDraft("Sheet1", 2, "热线-261123-000001", values, extra={}))
        keeper.finish()
        ticket = int(stores.tickets.numbered("热线-261123-000001")[0].id)
    contact_acts.add_attempt(desk, person=OPERATOR, ticket_id=ticket, number_index=0, outcome=AttemptOutcome.REACHED)
    desk.register.close()


# The environments of 麒麟, 统信 and others: what they name is not in Qt, or is nothing, or is nonsense.
NAMED = ("fcitx", "fcitx5", "ibus", "xim", "", "nonsense")


@pytest.mark.parametrize("named", NAMED)
@pytest.mark.parametrize("method", [WITH_FCITX5, WITH_IBUS], indirect=True)
def test_nihao_gives_chinese_whatever_the_environment_names(typist: Typist, method: InputMethod, named: str) -> None:
    typist.open(**method.variables, QT_IM_MODULE=named)
    typist.told.until("ibus", module="ibus", works=True)
    typist.keys("ctrl+f")
    typist.told.until("the search", field=SEARCH)
    typist.types_nihao()


@pytest.mark.parametrize("method", [WITH_FCITX5, WITH_IBUS], indirect=True)
def test_chinese_is_typed_into_every_kind_of_form(typist: Typist, method: InputMethod, tmp_path: Path) -> None:
    typist.open(**method.variables, QT_IM_MODULE="fcitx")
    typist.picks_the_ticket()
    for key, title, field in FORMS:
        typist.opens(key, title, field)
        typist.types_nihao(tmp_path / title)
        typist.closes()
    typist.opens_application()
    typist.types_nihao(tmp_path / "不纳入考核申请")


@pytest.mark.fcitx5
@pytest.mark.parametrize("method", [WITH_FCITX5], indirect=True)
def test_without_an_ibus_program_fcitx_5_still_types(typist: Typist, method: InputMethod, tmp_path: Path) -> None:
    typist.open(**method.variables, QT_IM_MODULE="fcitx", PATH=str(tmp_path / "nothing"))
    typist.keys("ctrl+f")
    typist.told.until("the search", field=SEARCH)
    typist.types_nihao()


@pytest.mark.parametrize("method", [WITH_FCITX5, WITH_IBUS], indirect=True)
def test_keys_of_the_desk_leave_a_composition_alone(typist: Typist, method: InputMethod) -> None:
    typist.open(**method.variables, QT_IM_MODULE="fcitx")
    typist.picks_the_ticket()
    typist.opens("F7", "备注")
    typist.composes()
    typist.keys("Escape")
    typist.told.until("the composition is gone, the form is not", preedit="", text="", window="备注")
    typist.composes()
    typist.keys("Return")
    typist.told.until("Enter took the letters as they are", preedit="", text="nihao", window="备注")
    typist.keys("ctrl+a", "BackSpace")
    typist.composes()
    typist.keys("2", "space")  # the second candidate may leave letters over, for which the first one is taken
    typist.told.until_fits("Chinese", lambda told: not told["text"].isascii() and "2" not in told["text"])
    typist.keys("ctrl+Return")
    typist.told.until("the note is kept by the form's own key", window=WINDOW)


@pytest.mark.screen
def test_without_an_input_method_the_window_reports_it_once_and_what_to_do(typist: Typist, tmp_path: Path) -> None:
    typist.open(QT_IM_MODULE="fcitx", XDG_CONFIG_HOME=str(tmp_path / "settings"))
    typist.told.until("the state", works=False, module="")
    typist.told.until_fits("the message", lambda told: "现在不能输入中文" in told["message"])
    typist.told.until_fits("the foot", lambda told: "请先启动输入法" in told["foot"][0])
