#pragma once

#include "pages/page.h"
#include "plots/fonts.h"
#include "session/session.h"

#include <QAbstractButton>
#include <QRegularExpression>
#include <QtTest>

#include <memory>

/// What the tests of pages share: a session that has read a sentence, a page on the screen, the pointer.
namespace bertlab::test {

inline void settle(Session &session)
{
    QTRY_VERIFY_WITH_TIMEOUT(!session.isBusy() && session.reading(), 60000);
}

/// A session with a built-in model, a sentence and what is covered, read.
inline std::unique_ptr<Session> readSession(const QString &text, const QString &pair = {},
                                            const QSet<int> &covered = {},
                                            const QString &model = QStringLiteral("reference"))
{
    auto session = std::make_unique<Session>();
    session->openModel(ModelReference::fromText(model));
    session->setAll(text, pair, covered);
    settle(*session);
    return session;
}

inline void showPage(Page &page, const QSize &size = QSize(1100, 640))
{
    page.resize(size);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
}

/// The page's view of that id, which must be there.
template <typename ViewType>
ViewType &viewOf(Page &page, const char *id)
{
    auto *view = page.findChild<ViewType *>(QString::fromLatin1(id));
    if (!view)
        qFatal("the page has no view %s", id);
    return *view;
}

inline void movePointer(QWidget &widget, const QPointF &to)
{
    QTest::mouseMove(&widget, to.toPoint());
    // The offscreen platform does not always turn the move into an event of the widget.
    QMouseEvent event(QEvent::MouseMove, to, widget.mapToGlobal(to), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&widget, &event);
}

inline void leave(QWidget &widget)
{
    QEvent event(QEvent::Leave);
    QCoreApplication::sendEvent(&widget, &event);
}

/// Clicks a segment of the control that chooses the page's tab.
inline void pressTab(Page &page, const char *control, int tab)
{
    const auto buttons = viewOf<QWidget>(page, control).findChildren<QAbstractButton *>();
    QTest::mouseClick(buttons[tab], Qt::LeftButton);
}

/// Each tab has its id and shows the view beside it.
inline void checkTabs(Page &page, const QList<std::pair<QString, const char *>> &expected)
{
    QCOMPARE(page.tabs().size(), expected.size());
    for (int tab = 0; tab < expected.size(); ++tab) {
        if (tab > 0) // it opens with the first
            page.showTab(tab);
        QTRY_VERIFY(!page.isBusy());
        QCOMPARE(page.tabs().at(tab), expected[tab].first);
        QVERIFY(viewOf<View>(page, expected[tab].second).isVisible());
    }
}

/// What is shown as "6,000", "−0.013" or "9.58×10⁻⁶".
inline double numberOf(QString shown)
{
    shown.replace(u'−', u'-').replace(QStringLiteral("×10"), QStringLiteral("e")).replace(u'⁻', u'-').remove(u',');
    for (QChar &sign : shown)
        if (sign.digitValue() >= 0)
            sign = QChar(u'0' + sign.digitValue());
    return shown.toDouble();
}

/// The number at the end of a line of a calculation.
inline double lastNumber(const QString &line)
{
    return numberOf(line.section(QRegularExpression(QStringLiteral("\\s")), -1));
}

/// Every number of a calculation, with the sign before it: 2.042 and −0.5 of "2.042 − 0.500".
inline QList<double> numbersIn(const QString &text)
{
    QList<double> numbers;
    static const QRegularExpression number(QStringLiteral("([+−] )?−?[0-9]+(\\.[0-9]+)?(×10⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"));
    for (auto match = number.globalMatch(text); match.hasNext();)
        numbers.append(numberOf(match.next().captured().remove(u' ')));
    return numbers;
}

} // namespace bertlab::test
