"""The preview of a paper: one page after another, its figures underlined, one of them chosen by mouse or key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from app.rules.paper.model import AnyPaper, PrintedFigure
from app.ui.look.theme import Theme
from app.ui.paper.pages import PAGE, PaperPages

_MARGIN = 14
_PAPER, _INK = "#FFFFFF", "#1D5FBF"


class PageSheet(QWidget):
    """Paints one page. `picked` emits the figure that was chosen, `turned` the page that is shown."""

    picked = Signal(object)
    turned = Signal(int)
    opened = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pages: PaperPages | None = None
        self._places: list[tuple[QRectF, PrintedFigure]] = []
        self.page = 0
        self.figure: PrintedFigure | None = None
        self._width = 400
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("报表预览")

    @property
    def count(self) -> int:
        """The number of pages; 0 without a paper."""
        return 0 if self._pages is None else self._pages.count

    def show_paper(self, paper: AnyPaper | None, *, keep_place: bool) -> None:
        """Shows the first page of a paper, or the same one again."""
        self._pages = None if paper is None else PaperPages(paper)
        chosen = self.figure.tag if keep_place and self.figure is not None else ""
        self.figure = None
        self._turn(min(self.page, max(0, self.count - 1)) if keep_place else 0)
        again = next((one for _, one in self._places if one.tag == chosen), None)
        self._choose(again)

    def turn(self, by: int) -> None:
        """Shows the page before or after."""
        if 0 <= self.page + by < self.count:
            self._turn(self.page + by)

    def step(self, by: int) -> None:
        """Chooses the figure before or after the chosen one, on the next page when this one ends."""
        if not self._pages:
            return
        figures = [one for _, one in self._places]
        place = figures.index(self.figure) + by if self.figure in figures else (0 if by > 0 else len(figures) - 1)
        while not 0 <= place < len(figures):
            if not 0 <= self.page + by < self.count:
                return
            self._turn(self.page + by)
            figures = [one for _, one in self._places]
            place = 0 if by > 0 else len(figures) - 1
        self._choose(figures[place])

    def fit(self, width: int) -> None:
        """Takes the width of the room."""
        self._width = max(200, width)
        self.resize(self.sizeHint())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The whole page at the width of the room."""
        scale = self._scale()
        return QSize(self._width, round(PAGE.height() * scale) + 2 * _MARGIN)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose a figure, Page Up and Down turn, Enter opens the tickets of the chosen figure."""
        key = event.key()
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self.step(1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.step(-1)
        elif key == Qt.Key.Key_PageDown:
            self.turn(1)
        elif key == Qt.Key.Key_PageUp:
            self.turn(-1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.figure is not None:
            self.opened.emit(self.figure)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses the figure under the mouse."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        figure = self._under(event.position())
        if figure is not None:
            self._choose(figure)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens the tickets of the figure under the mouse."""
        figure = self._under(event.position())
        if figure is not None:
            self.opened.emit(figure)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Shows a hand over a figure."""
        over = self._under(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turns the page with Ctrl; else the room scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.turn(-1 if event.angleDelta().y() > 0 else 1)
            event.accept()
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        """Paints the border anew when the focus comes or goes."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the page on its ground, each figure with a thin line below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self._theme.tokens.track))
        if self._pages is None or not self.count:
            painter.end()
            return
        painter.translate(_MARGIN, _MARGIN)
        painter.scale(self._scale(), self._scale())
        sheet = QRectF(0, 0, PAGE.width(), PAGE.height())
        painter.fillRect(sheet, QColor(_PAPER))
        if self.figure is not None:
            for place, figure in self._places:
                if figure == self.figure:
                    painter.fillRect(place.adjusted(-1, 2, 1, -2), QColor("#CFE0F8"))
        self._pages.paint(painter, self.page)
        painter.setPen(QPen(QColor(_INK), 1.2))
        for place, _figure in self._places:
            foot = place.bottom() - 4
            painter.drawLine(QPointF(place.left(), foot), QPointF(place.right(), foot))
        painter.setPen(QPen(QColor(self._theme.tokens.accent if self.hasFocus() else self._theme.tokens.line), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(sheet)
        painter.end()

    def _scale(self) -> float:
        return (self._width - 2 * _MARGIN) / PAGE.width()

    def _under(self, at: QPointF) -> PrintedFigure | None:
        scale = self._scale()
        spot = QPointF((at.x() - _MARGIN) / scale, (at.y() - _MARGIN) / scale)
        return next((figure for place, figure in self._places if place.contains(spot)), None)

    def _turn(self, page: int) -> None:
        self.page = page
        self._places = [] if self._pages is None or not self.count else self._pages.places(page)
        self.turned.emit(page)
        self.update()

    def _choose(self, figure: PrintedFigure | None) -> None:
        self.figure = figure
        self.picked.emit(figure)
        self.update()

    def chosen_place(self) -> QRectF:
        """Where the chosen figure stands in this widget; empty without one."""
        place = next((place for place, figure in self._places if figure == self.figure), QRectF())
        scale = self._scale()
        return QRectF(
            place.x() * scale + _MARGIN, place.y() * scale + _MARGIN, place.width() * scale, place.height() * scale
        )


class PageRoom(QScrollArea):
    """The room in which a page stands; it fits the width."""

    def __init__(self, sheet: PageSheet) -> None:
        super().__init__()
        self._sheet = sheet
        self.setWidget(sheet)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sheet.picked.connect(self._follow)

    def resizeEvent(self, event: object) -> None:
        """Fits the page."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # the stubs want a QResizeEvent
        self._sheet.fit(self.viewport().width())

    def _follow(self, _figure: object) -> None:
        place = self._sheet.chosen_place()
        if place.isValid():
            self.ensureVisible(round(place.center().x()), round(place.center().y()), 20, 60)
