import ArgumentParser

@main
struct Bueno: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "bueno")
}
