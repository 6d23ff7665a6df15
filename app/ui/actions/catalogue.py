"""The pages of the product, in the order of the navigation within their group."""

from __future__ import annotations

from app.desk.queue.rows import Counters
from app.rules.queue.names import QueueName
from app.ui.frame.pages import Badge, PageGroup, PageSpec, at_first_visit


def _returns_badge(counters: Counters) -> Badge | None:
    return Badge(counters.returns_open) if counters.returns_open else None


def _review_badge(counters: Counters) -> Badge | None:
    waiting = counters.by_queue.get(QueueName.TO_REVIEW, 0)
    return Badge(waiting) if waiting else None


def _reminders_badge(counters: Counters) -> Badge | None:
    count = counters.reminders_unacknowledged
    return Badge(count, "amber") if count else None


def _escalations_badge(counters: Counters) -> Badge | None:
    return Badge(counters.escalations_open, "red") if counters.escalations_open else None


def _findings_badge(counters: Counters) -> Badge | None:
    return Badge(counters.findings_open, "amber") if counters.findings_open else None


def _differences_badge(counters: Counters) -> Badge | None:
    return Badge(counters.differences_open, "amber") if counters.differences_open else None


def _urges_badge(counters: Counters) -> Badge | None:
    return Badge(counters.urges_waiting, "amber") if counters.urges_waiting else None


def _roster_badge(counters: Counters) -> Badge | None:
    return Badge(counters.roster_problems, "amber") if counters.roster_problems else None


def _tasks_badge(counters: Counters) -> Badge | None:
    return Badge(counters.tasks_late, "red") if counters.tasks_late else None


def _handover_badge(counters: Counters) -> Badge | None:
    return Badge(1, "red") if counters.handover_owed else None


def _papers_badge(counters: Counters) -> Badge | None:
    if counters.papers_late:
        return Badge(counters.papers_late, "red")
    return Badge(counters.papers_drafted, "amber") if counters.papers_drafted else None


def _closing_badge(counters: Counters) -> Badge | None:
    return Badge(counters.closing_open, "amber") if counters.closing_open else None


def _strikes_badge(counters: Counters) -> Badge | None:
    return Badge(counters.strikes, "red") if counters.strikes else None


PAGES: tuple[PageSpec, ...] = (
    PageSpec(
        "platform-watch",
        "巡查与对账",
        PageGroup.PLATFORM,
        "eye",
        at_first_visit("app.ui.watch.page", "WatchPage"),
        _differences_badge,
        key="P",
    ),
    PageSpec(
        "platform-outages",
        "平台故障",
        PageGroup.PLATFORM,
        "triangle-alert",
        at_first_visit("app.ui.watch.outage_page", "OutagePage"),
        key="O",
    ),
    PageSpec(
        "urges",
        "催办",
        PageGroup.PLATFORM,
        "megaphone",
        at_first_visit("app.ui.urge.page", "UrgePage"),
        _urges_badge,
        key="U",
    ),
    PageSpec(
        "office",
        "科室表",
        PageGroup.PLATFORM,
        "clipboard-list",
        at_first_visit("app.ui.office.page", "OfficePage"),
        key="E",
    ),
    PageSpec(
        "returns",
        "退单登记簿",
        PageGroup.REGISTERS,
        "undo-2",
        at_first_visit("app.ui.returns.page", "ReturnsPage"),
        _returns_badge,
        key="T",
    ),
    PageSpec(
        "exclusions",
        "不纳入考核",
        PageGroup.REGISTERS,
        "circle-check",
        at_first_visit("app.ui.exclusion.page", "ExclusionPage"),
        key="B",
    ),
    PageSpec(
        "passing",
        "推诿扯皮",
        PageGroup.REGISTERS,
        "siren",
        at_first_visit("app.ui.passing.page", "PassingPage"),
        key="W",
    ),
    PageSpec(
        "measures",
        "延期督办挂账",
        PageGroup.REGISTERS,
        "hourglass",
        at_first_visit("app.ui.measure.page", "MeasuresPage"),
        key="N",
    ),
    PageSpec(
        "contacts",
        "联系台账",
        PageGroup.REGISTERS,
        "phone",
        at_first_visit("app.ui.contact.ledger_page", "ContactLedgerPage"),
        key="L",
    ),
    PageSpec(
        "calls",
        "话务清单",
        PageGroup.REGISTERS,
        "clipboard-list",
        at_first_visit("app.ui.contact.calls_page", "CallsPage"),
        key="H",
    ),
    PageSpec(
        "callback",
        "回访调查",
        PageGroup.SURVEY,
        "phone-call",
        at_first_visit("app.ui.survey.page", "CallbackPage"),
        key="F",
    ),
    PageSpec(
        "review",
        "答复审核",
        PageGroup.SURVEY,
        "clipboard-check",
        at_first_visit("app.ui.reply.review_page", "ReviewPage"),
        _review_badge,
        key="D",
    ),
    PageSpec(
        "findings",
        "联系核查",
        PageGroup.SURVEY,
        "triangle-alert",
        at_first_visit("app.ui.finding.page", "FindingsPage"),
        _findings_badge,
        key="C",
    ),
    PageSpec(
        "reminders",
        "提醒台账",
        PageGroup.SUPERVISION,
        "bell",
        at_first_visit("app.ui.reminder.page", "RemindersPage"),
        _reminders_badge,
        key="X",
    ),
    PageSpec(
        "escalations",
        "到期上报",
        PageGroup.SUPERVISION,
        "siren",
        at_first_visit("app.ui.escalation.page", "EscalationsPage"),
        _escalations_badge,
        key="S",
    ),
    PageSpec(
        "tasks",
        "任务",
        PageGroup.SUPERVISION,
        "list-checks",
        at_first_visit("app.ui.task.page", "TasksPage"),
        _tasks_badge,
        key="4",
    ),
    PageSpec(
        "papers",
        "报表",
        PageGroup.STUDY,
        "file-text",
        at_first_visit("app.ui.paper.page", "PapersPage"),
        _papers_badge,
        key="1",
    ),
    PageSpec(
        "closing",
        "月度收官",
        PageGroup.SUPERVISION,
        "calendar-clock",
        at_first_visit("app.ui.closing.page", "ClosingPage"),
        _closing_badge,
        key="Q",
    ),
    PageSpec(
        "exclusion-figures",
        "不纳入考核统计",
        PageGroup.STUDY,
        "filter",
        at_first_visit("app.ui.exclusion.figures_page", "ExclusionFiguresPage"),
        key="J",
    ),
    PageSpec(
        "quality",
        "回访质量",
        PageGroup.STUDY,
        "list-checks",
        at_first_visit("app.ui.figures.page", "QualityPage"),
        key="Z",
    ),
    PageSpec(
        "duty-log",
        "值班日志",
        PageGroup.WATCH,
        "sticky-note",
        at_first_visit("app.ui.duty_log.page", "DutyLogPage"),
        key="3",
    ),
    PageSpec(
        "handover",
        "交接班",
        PageGroup.WATCH,
        "clipboard-check",
        at_first_visit("app.ui.handover.page", "HandoverPage"),
        _handover_badge,
        key="5",
    ),
    PageSpec(
        "roster",
        "排班",
        PageGroup.WATCH,
        "calendar-clock",
        at_first_visit("app.ui.roster.page", "RosterPage"),
        _roster_badge,
        key="6",
    ),
    PageSpec(
        "obligations",
        "履约看板",
        PageGroup.WATCH,
        "list-checks",
        at_first_visit("app.ui.obligation.page", "ObligationsPage"),
        key="7",
    ),
    PageSpec(
        "assessments",
        "考核登记",
        PageGroup.WATCH,
        "circle-alert",
        at_first_visit("app.ui.assessment.page", "AssessmentsPage"),
        _strikes_badge,
        key="8",
    ),
    PageSpec(
        "service-end",
        "服务终止",
        PageGroup.WATCH,
        "hard-drive",
        at_first_visit("app.ui.archive.page", "ServiceEndPage"),
        key="9",
    ),
    PageSpec(
        "ranking",
        "官方排名",
        PageGroup.STUDY,
        "layers",
        at_first_visit("app.ui.ranking.page", "RankingPage"),
        key="2",
    ),
    PageSpec(
        "rules", "时限规则", PageGroup.RULES, "hourglass", at_first_visit("app.ui.law.page", "RulesPage"), key="G"
    ),
    PageSpec(
        "calendar",
        "日历",
        PageGroup.RULES,
        "calendar-clock",
        at_first_visit("app.ui.law.calendar_page", "CalendarPage"),
        key="R",
    ),
    PageSpec(
        "exclusion-catalogue",
        "不纳入考核目录",
        PageGroup.RULES,
        "bookmark",
        at_first_visit("app.ui.exclusion.catalogue_page", "CataloguePage"),
        key="M",
    ),
    PageSpec(
        "owners", "主责目录", PageGroup.RULES, "list-checks", at_first_visit("app.ui.owner.page", "OwnersPage"), key="Y"
    ),
    PageSpec(
        "formats",
        "导入格式",
        PageGroup.RULES,
        "file-text",
        at_first_visit("app.ui.intake.format_page", "FormatPage"),
        key="I",
    ),
    PageSpec(
        "survey-form",
        "调查表",
        PageGroup.RULES,
        "clipboard-list",
        at_first_visit("app.ui.survey.form_page", "SurveyFormPage"),
        key="K",
    ),
    PageSpec(
        "figure-settings",
        "统计口径",
        PageGroup.RULES,
        "hash",
        at_first_visit("app.ui.figures.settings_page", "FigureSettingsPage"),
        key="0",
    ),
    PageSpec("about", "关于", PageGroup.RULES, "info", at_first_visit("app.ui.about.page", "AboutPage"), key="A"),
    PageSpec("health", "健康", PageGroup.FOOT, "hard-drive", at_first_visit("app.ui.upkeep.page", "HealthPage")),
    PageSpec("settings", "设置", PageGroup.FOOT, "settings", at_first_visit("app.ui.setting.page", "SettingsPage")),
)
