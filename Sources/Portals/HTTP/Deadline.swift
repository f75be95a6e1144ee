import NIOCore
import NIOHTTPTypes

/// Cuts a connection that takes too long: a slow head, a slow or endless body, an answer nobody reads.
///
/// Hummingbird's own `idleTimeout` starts anew with every byte, so one byte a second keeps a connection
/// forever. This looks at the whole request instead.
final class Deadline: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private enum Phase {
        case waiting, receiving, answering
        /// Answered before the body ended: what still arrives is thrown away until the client hangs up.
        case lingering
    }

    /// Below this, a pace says nothing yet.
    private static let paceJudgedAfter = TimeAmount.seconds(3)

    private let limits: Limits
    private var phase = Phase.waiting
    private var since = NIODeadline.now()
    private var bodyBytes = 0
    private var pulse: RepeatedTask?

    init(limits: Limits) {
        self.limits = limits
    }

    func handlerAdded(context: ChannelHandlerContext) {
        since = .now()
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        let interval = TimeAmount.milliseconds(500)
        pulse = context.eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
            bound.value.handler.judge(bound.value.context)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        pulse?.cancel()
        pulse = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        pulse?.cancel()
        pulse = nil
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            enter(.receiving)
            bodyBytes = 0
        case .body(let part):
            if case .lingering = phase { return }
            bodyBytes += part.readableBytes
        case .end:
            if case .receiving = phase { enter(.answering) }
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            if case .receiving = phase { enter(.lingering) } else { enter(.waiting) }
        }
        context.write(data, promise: promise)
    }

    private func enter(_ next: Phase) {
        phase = next
        since = .now()
    }

    private func judge(_ context: ChannelHandlerContext) {
        let elapsed = NIODeadline.now() - since
        let overdue: Bool
        switch phase {
        case .waiting:
            overdue = elapsed > .seconds(Int64(limits.headSecondsMax))
        case .receiving:
            overdue = elapsed > .seconds(Int64(limits.bodySecondsMax)) || isTooSlow(after: elapsed)
        case .answering:
            overdue = elapsed > .seconds(Int64(limits.answerSecondsMax))
        case .lingering:
            overdue = elapsed > .seconds(Int64(limits.lingerSecondsMax))
        }
        if overdue { context.close(promise: nil) }
    }

    private func isTooSlow(after elapsed: TimeAmount) -> Bool {
        guard elapsed > Self.paceJudgedAfter else { return false }
        let seconds = elapsed.nanoseconds / 1_000_000_000
        return Int64(bodyBytes) < seconds * Int64(limits.bodyBytesPerSecondMin)
    }
}
