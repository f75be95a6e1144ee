import Domain
import Features

/// A caseworker's day: what waits, and nothing else first.
struct CustomerHomePage: Page {
    static let template = "customer/home/show"
    let title: String
    let heading: String
    let today: String
    let customerName: String
    let rows: [LinkRow]
    /// For a customer that never had a code made.
    let isNew: Bool
    let newHref: String?

    /// - `mayBegin`: of a customer without codes: whether its reader may make the first.
    init(
        tasks: [LinkRow], mayBegin: Bool?, customerName: String, today: AmsterdamTime, language: Language
    ) {
        title = Words("Vandaag", "Today")(language)
        isNew = mayBegin != nil
        newHref = mayBegin == true ? BatchPath.new : nil
        heading = WaitingTasks.heading(tasks.count + (newHref == nil ? 0 : 1), language)
        self.today = today.weekdayAndDate(language, today: today).capitalisedFirst
        self.customerName = customerName
        rows = tasks
    }
}

/// The day of BuenO's own people.
struct OfficeHomePage: Page {
    static let template = "staff/home/show"
    let title: String
    let heading: String
    let today: String
    let rows: [LinkRow]

    init(tasks: [LinkRow], today: AmsterdamTime, language: Language) {
        title = Words("Vandaag", "Today")(language)
        heading = WaitingTasks.heading(tasks.count, language)
        self.today = today.weekdayAndDate(language, today: today).capitalisedFirst
        rows = tasks
    }
}

enum WaitingTasks {
    static func heading(_ count: Int, _ language: Language) -> String {
        if count == 0 { return Words("Er wacht niets op u", "Nothing is waiting for you")(language) }
        return CountedWords(
            one: Words("Vandaag wacht %1 ding op u", "%1 thing is waiting for you today"),
            many: Words("Vandaag wachten %1 dingen op u", "%1 things are waiting for you today"))(
                count, language)
    }
}
