#include "window/dialogs.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

namespace bertlab {

namespace {

void open(QFileDialog *dialog, const Dialogs::Answer &answer)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog, answer);
    dialog->open();
}

void ask(QMessageBox *box, const QString &toSave, const QString &toDiscard, const Dialogs::ClosingAnswer &answer)
{
    box->setAttribute(Qt::WA_DeleteOnClose);
    const auto *save = box->addButton(toSave, QMessageBox::AcceptRole);
    const auto *discard = box->addButton(toDiscard, QMessageBox::DestructiveRole);
    box->addButton(QCoreApplication::translate("Dialogs", "Cancel"), QMessageBox::RejectRole);
    QObject::connect(box, &QMessageBox::finished, box, [box, save, discard, answer] {
        const QAbstractButton *clicked = box->clickedButton();
        answer(clicked == save      ? Dialogs::Closing::save
               : clicked == discard ? Dialogs::Closing::discard
                                    : Dialogs::Closing::cancel);
    });
    box->open();
}

} // namespace

void SystemDialogs::chooseModelFolder(QWidget *parent, const QString &start, const Answer &answer)
{
    const QString title = QCoreApplication::translate("Dialogs", "Open model folder");
    auto *dialog = new QFileDialog(parent, title, start);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    open(dialog, answer);
}

void SystemDialogs::chooseSessionFile(QWidget *parent, const QString &start, const Answer &answer)
{
    const QString title = QCoreApplication::translate("Dialogs", "Open a session");
    auto *dialog =
        new QFileDialog(parent, title, start, QCoreApplication::translate("Dialogs", "BertLab session (*.bertlab)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    open(dialog, answer);
}

void SystemDialogs::chooseTextFiles(QWidget *parent, const QString &start, const Answers &answer)
{
    const QString title = QCoreApplication::translate("Dialogs", "Text to train on");
    auto *dialog =
        new QFileDialog(parent, title, start, QCoreApplication::translate("Dialogs", "Text (*.txt);;All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::filesSelected, dialog, answer);
    dialog->open();
}

void SystemDialogs::chooseFolderToSave(QWidget *parent, const QString &start, const Answer &answer)
{
    const QString title = QCoreApplication::translate("Dialogs", "Save the model in a folder");
    auto *dialog = new QFileDialog(parent, title, start);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::Directory);
    open(dialog, answer);
}

void SystemDialogs::chooseFileToSave(QWidget *parent, const QString &suggestion, const QString &filter,
                                     const Answer &answer)
{
    const QString title = QCoreApplication::translate("Dialogs", "Export");
    auto *dialog = new QFileDialog(parent, title, QFileInfo(suggestion).absolutePath(), filter);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QFileInfo(suggestion).suffix());
    dialog->selectFile(QFileInfo(suggestion).fileName());
    open(dialog, answer);
}

void SystemDialogs::askBeforeClosing(QWidget *parent, const QString &what, const ClosingAnswer &answer)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, QCoreApplication::translate("Dialogs", "Keep the training?"), what,
                                QMessageBox::NoButton, parent);
    box->setInformativeText(
        QCoreApplication::translate("Dialogs", "Saved, it goes on at the next start as if it had never stopped."));
    ask(box, QCoreApplication::translate("Dialogs", "Save and close"),
        QCoreApplication::translate("Dialogs", "Discard"), answer);
}

void SystemDialogs::askBeforeReplacing(QWidget *parent, const QString &what, const ClosingAnswer &answer)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, QCoreApplication::translate("Dialogs", "Keep the model?"), what,
                                QMessageBox::NoButton, parent);
    box->setInformativeText(QCoreApplication::translate(
        "Dialogs", "Another training takes its place: its model can no longer be saved then."));
    ask(box, QCoreApplication::translate("Dialogs", "Save the model…"),
        QCoreApplication::translate("Dialogs", "Drop it"), answer);
}

} // namespace bertlab
