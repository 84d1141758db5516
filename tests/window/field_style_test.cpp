#include "plots/fonts.h"
#include "window/field_style.h"
#include "window/launch.h"
#include "window/style.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>
#include <QStyleOption>
#include <QTest>
#include <QVBoxLayout>

using namespace bertlab;

/// The fields on a window of the light theme.
class FieldStyleTest : public QObject
{
    Q_OBJECT

    QColor borderOf(const QWidget &field)
    {
        return m_window.grab().toImage().pixelColor(field.geometry().left(), field.geometry().center().y());
    }

    const Palette m_palette = Palette::light();
    QWidget m_window;
    QLineEdit *m_line = new QLineEdit;
    QSpinBox *m_number = new QSpinBox;
    QComboBox *m_choice = new QComboBox;
    QCheckBox *m_switch = new QCheckBox;
    QList<QWidget *> m_fields{m_line, m_number, m_choice};

private slots:
    void initTestCase()
    {
        prepareApplication();
        QApplication::setPalette(widgetPalette(m_palette));
        auto *column = new QVBoxLayout(&m_window);
        for (QWidget *widget : {static_cast<QWidget *>(m_line), static_cast<QWidget *>(m_number),
                                static_cast<QWidget *>(m_choice), static_cast<QWidget *>(m_switch)})
            column->addWidget(widget);
        m_window.show();
        m_window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&m_window));
    }
    void all_are_as_high_as_a_button_and_grow_with_their_letters()
    {
        for (QWidget *field : m_fields) {
            QCOMPARE(field->sizeHint().height(), 30);
            field->setFont(fonts::text(26));
            QVERIFY(field->sizeHint().height() >= 58);
            field->setFont(fonts::text());
        }
    }
    void a_list_has_room_for_its_words()
    {
        const QString words = "masked pieces + next sentence";
        QComboBox list;
        list.addItem(words);
        for (const int pixels : {13, 26}) {
            list.setFont(fonts::text(pixels));
            list.resize(list.sizeHint());
            QStyleOptionComboBox option;
            option.initFrom(&list);
            const QRect room =
                list.style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, &list);
            QVERIFY(room.width() >= list.fontMetrics().horizontalAdvance(words));
        }
    }
    void a_text_too_long_for_its_list_ends_with_an_ellipsis()
    {
        QComboBox list;
        list.addItem("quick: normal of 0.06, keys as queries");
        list.resize(120, 30);
        QStyleOptionComboBox option;
        option.initFrom(&list);
        const QRect room =
            list.style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, &list);
        const QImage cut = list.grab().toImage();
        list.setItemText(0, list.fontMetrics().elidedText(list.itemText(0), Qt::ElideRight, room.width() - 2));
        QCOMPARE(cut, list.grab().toImage());
    }
    void the_border_takes_the_accent_with_the_focus()
    {
        for (QWidget *field : m_fields) {
            m_switch->setFocus();
            QCOMPARE(borderOf(*field), m_palette.line);
            field->setFocus();
            QCOMPARE(borderOf(*field), m_palette.accent);
        }
    }
    void what_cannot_be_changed_has_no_ground()
    {
        for (QWidget *field : m_fields) {
            const QPoint inside(field->geometry().left() + 4, field->geometry().center().y());
            QCOMPARE(m_window.grab().toImage().pixelColor(inside), m_palette.panel);
            field->setEnabled(false);
            QCOMPARE(m_window.grab().toImage().pixelColor(inside), m_palette.background);
            field->setEnabled(true);
        }
    }
    void a_check_is_seen()
    {
        const auto middleOf = [this] {
            return m_window.grab().toImage().pixelColor(m_switch->geometry().topLeft() + QPoint(4, 12));
        };
        QCOMPARE(middleOf(), m_palette.panel);
        m_switch->setChecked(true);
        QCOMPARE(middleOf(), m_palette.accent);
        m_switch->setEnabled(false);
        QCOMPARE(middleOf(), m_palette.background);
    }
    void the_parts_of_a_spin_box_are_where_they_are_seen()
    {
        m_number->setValue(5);
        const QPoint corner = m_number->rect().topRight();
        QTest::mouseClick(m_number, Qt::LeftButton, {}, corner + QPoint(-10, 8));
        QCOMPARE(m_number->value(), 6);
        QTest::mouseClick(m_number, Qt::LeftButton, {}, corner + QPoint(-10, 22));
        QCOMPARE(m_number->value(), 5);
    }
};

QTEST_MAIN(FieldStyleTest)
#include "field_style_test.moc"
