import Testing

@testable import Portals

@Suite struct TemplateTests {
    private struct Row {
        let name: String
        let isNew: Bool
    }

    private struct Values {
        let title = "Wie zag <mij>?"
        let count = 3
        let absent: String? = nil
        let present: String? = "ja"
        let isOpen = true
        let isShut = false
        let none: [String] = []
        let words = ["a", "b"]
        let rows = [Row(name: "een", isNew: true), Row(name: "\"twee\" & 'drie'", isNew: false)]
        let inner = Row(name: "binnen", isNew: true)
        let part = "named"
    }

    @Test(arguments: [
        ("plain", "plain"),
        ("{{title}}", "Wie zag &lt;mij&gt;?"),
        ("{{count}} {{present}} {{absent}}{{unknown}}", "3 ja "),
        ("{{#isOpen}}open{{/isOpen}}{{#isShut}}shut{{/isShut}}", "open"),
        ("{{^isOpen}}not open{{/isOpen}}{{^isShut}}not shut{{/isShut}}", "not shut"),
        ("{{#absent}}there{{/absent}}{{^absent}}absent{{/absent}}", "absent"),
        ("{{#none}}some{{/none}}{{^none}}none{{/none}}", "none"),
        ("{{#words}}<{{.}}>{{/words}}", "<a><b>"),
        (
            "{{#rows}}{{name}}{{#isNew}}!{{/isNew}} of {{count}};{{/rows}}",
            "een! of 3;&quot;twee&quot; &amp; &#39;drie&#39; of 3;"
        ),
        ("{{inner.name}} {{#inner}}{{name}}{{/inner}}", "binnen binnen"),
        ("a\n  {{#isOpen}}\nb\n  {{/isOpen}}\nc\n", "a\nb\nc\n"),
        ("{{>part/shared}}-{{>*part}}", "[3]-(3)"),
    ])
    func `a template writes its values, escaped`(source: String, expected: String) throws {
        let templates = ["part/shared": try Template("[{{count}}]"), "named": try Template("({{count}})")]
        let values = try #require(PageValue(Values()))
        var html: [UInt8] = []
        try Template(source).write(values, using: templates, to: &html)
        #expect(String(decoding: html, as: UTF8.self) == expected)
    }

    @Test(arguments: ["{{title", "{{#a}}", "{{#a}}{{/b}}", "{{/a}}", "{{#a}}{{#b}}{{/a}}{{/b}}"])
    func `a template that is not closed in its order is refused`(source: String) {
        #expect(throws: Template.Malformed.self) { try Template(source) }
    }
}
