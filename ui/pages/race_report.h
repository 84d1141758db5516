#pragma once

#include "session/run_record.h"

#include <QString>

namespace bertlab {

/// A race on paper: both recipes with what differs marked, curves, held-out numbers with their difference, answers of
/// the probes; one page of HTML with its pictures inside. On the GUI thread.
QString raceReport(const RunRecord &first, const RunRecord &second);

/// Writes it: as PDF where the path ends in .pdf, else as HTML. Throws Error naming file and reason.
void saveRaceReport(const RunRecord &first, const RunRecord &second, const QString &path);

} // namespace bertlab
