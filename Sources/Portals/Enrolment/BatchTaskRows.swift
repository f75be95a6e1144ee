import Domain
import Features

/// What of its codes waits for a customer's people today, as lines of their home page.
enum BatchTaskRows {
    static func rows(
        _ downloads: [BatchTasks.Download], _ ending: [BatchTasks.Ending], now: Moment, _ language: Language
    ) -> [LinkRow] {
        downloads.map { task in
            LinkRow(
                BatchPath.batch(task.batch), Words("Nieuwe codes opslaan", "Save new codes")(language),
                "\(task.reason): \(HoursLeft.text(from: now, until: task.until, language))",
                tag: WrittenCount.text(task.letters, language))
        }
            + ending.map { task in
                LinkRow(
                    BatchPath.batch(task.batch),
                    Words("Codes die bijna stoppen", "Codes that end soon")(language),
                    "\(task.reason): \(BatchSummaryWords.daysLeft(from: now, until: task.expires, language))",
                    tag: WrittenCount.text(task.unused, language))
            }
    }
}
