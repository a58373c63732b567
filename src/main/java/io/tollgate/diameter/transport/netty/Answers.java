package io.tollgate.diameter.transport.netty;

import io.netty.buffer.ByteBuf;
import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.MalformedException;
import io.tollgate.diameter.avp.ResultCode;
import io.tollgate.diameter.command.Applications;
import io.tollgate.diameter.command.Commands;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.command.MessageCodec;
import io.tollgate.diameter.transport.Outcome;
import io.tollgate.diameter.transport.RequestHandler;
import io.tollgate.diameter.transport.Route;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** Application messages that arrive: answers to our requests, and requests of the peer. */
final class Answers {
  private static final Logger LOG = LogManager.getLogger(Answers.class);

  private final Connection connection;
  private final ConnectionLoop loop;

  Answers(Connection connection, ConnectionLoop loop) {
    this.connection = connection;
    this.loop = loop;
  }

  /** An answer nobody waits for costs no more than looking at its header. */
  void answer(ByteBuf in, int offset, int length) {
    Peer peer = connection.peer();
    PendingRequest pending = connection.waiting(in.getInt(offset + 12));
    if (peer == null) {
      return;
    }
    if (pending == null
        || pending.request().endToEnd() != in.getInt(offset + 16)
        || pending.request().command() != (in.getInt(offset + 4) & 0xFF_FFFF)) {
      peer.metrics().dropped("unexpected");
      return;
    }
    connection.answered(pending);
    byte[] bytes = Connection.copy(in, offset, length);
    connection.show(pending.request().sessionId(), false, bytes);
    answered(pending, peer, bytes);
  }

  private void answered(PendingRequest pending, Peer peer, byte[] bytes) {
    Message answer = MessageCodec.header(bytes);
    try {
      MessageCodec.check(
          answer, bytes, (code, vendor) -> loop.unknownAvps().skips(peer.host(), code, vendor));
    } catch (MalformedException e) {
      LOG.warn(
          "Peer {}: bad answer for {}: {}",
          peer.host(),
          pending.request().sessionId(),
          e.getMessage());
      peer.metrics().dropped("malformed");
      peer.metrics().unanswered(pending.request().target());
      loop.dispatcher()
          .finish(
              pending,
              new Outcome.BadAnswer(
                  peer.host(),
                  e.resultCode(),
                  String.valueOf(e.getMessage()),
                  MessageCodec.claimedResult(bytes),
                  MessageCodec.claimedServer(bytes)));
      return;
    }
    long result = MessageCodec.resultCode(answer.avps());
    long now = loop.now();
    peer.metrics().answered(pending.request().target(), result, now - pending.sentNanos());
    Outcome.Answered outcome = new Outcome.Answered(answer, peer.host());
    Way way = pending.way();
    String origin = answer.avps().text(BaseAvps.ORIGIN_HOST);
    loop.dispatcher().informed(pending, peer, answer.avps());
    if (!ResultCode.isProtocolError(result)) {
      peer.answeredAs(origin);
    } else if (result == ResultCode.TOO_BUSY && peer.host().equalsIgnoreCase(origin)) {
      peer.markBusy(now);
    }
    if (way != null && isMisrouted(pending.request().route(), result, origin)) {
      loop.dispatcher()
          .misrouted(pending, way, new Outcome.Misrouted(peer.host(), String.valueOf(origin)));
    } else if (way != null && result == ResultCode.REDIRECT_INDICATION) {
      loop.dispatcher().redirected(pending, way, outcome);
    } else if (way != null && ResultCode.isNotDelivered(result)) {
      loop.dispatcher().turnedDown(pending, way, outcome);
    } else {
      loop.dispatcher().finish(pending, outcome);
    }
  }

  /**
   * Some agents take Destination-Host for a wish, and bring the request to whoever is there: that
   * this one does not know the session says nothing of it.
   */
  private static boolean isMisrouted(Route route, long result, @Nullable String origin) {
    String server = route.server();
    return result == ResultCode.UNKNOWN_SESSION_ID
        && server != null
        && route.beyond() == Route.Beyond.NEVER
        && origin != null
        && !server.equalsIgnoreCase(origin);
  }

  void request(byte[] bytes) {
    Message request = MessageCodec.header(bytes);
    Peer peer = connection.peer();
    if (peer == null) {
      return;
    }
    if (loop.wire().isOn()) {
      connection.show(FirstAvp.sessionId(bytes), false, bytes);
    }
    try {
      if (Commands.find(request.command()) != null
          && request.application() != Applications.CREDIT_CONTROL
          && request.application() != Applications.ACCOUNTING) {
        throw new MalformedException(
            ResultCode.APPLICATION_UNSUPPORTED,
            Avps.NONE,
            "application " + request.application() + " (expected: 3 or 4)");
      }
      MessageCodec.check(request, bytes);
    } catch (MalformedException e) {
      peer.metrics().dropped("malformed");
      AvpWriter more = new AvpWriter(128);
      more.text(BaseAvps.ERROR_MESSAGE, String.valueOf(e.getMessage()));
      if (!e.failedAvp().isEmpty()) {
        more.group(BaseAvps.FAILED_AVP, failed -> failed.append(e.failedAvp()));
      }
      reply(request, FirstAvp.sessionId(bytes), Avps.NONE, e.resultCode(), more.toAvps());
      return;
    }
    hand(request, peer);
  }

  private void hand(Message request, Peer peer) {
    AtomicBoolean replied = new AtomicBoolean();
    RequestHandler.Reply reply =
        (resultCode, more) -> {
          if (replied.compareAndSet(false, true)) {
            Avps in = request.avps();
            connection
                .channel()
                .eventLoop()
                .execute(() -> reply(request, in.text(BaseAvps.SESSION_ID), in, resultCode, more));
          }
        };
    try {
      loop.handler().onRequest(request, peer.host(), reply);
    } catch (RuntimeException e) {
      LOG.error("Peer {}: cannot serve its command {}", peer.host(), request.command(), e);
      reply.answer(ResultCode.UNABLE_TO_COMPLY, Avps.NONE);
    }
  }

  private void reply(
      Message request, @Nullable String session, Avps checked, int resultCode, Avps more) {
    AvpWriter out = new AvpWriter(256);
    if (session != null) {
      out.text(BaseAvps.SESSION_ID, session);
    }
    out.unsigned32(BaseAvps.RESULT_CODE, resultCode);
    Capabilities.identity(out, loop.node());
    out.append(more);
    // RFC 6733 6.2: Proxy-Info goes back as it came, in the same order.
    checked
        .groups(BaseAvps.PROXY_INFO)
        .forEach(info -> out.group(BaseAvps.PROXY_INFO, group -> group.append(info)));
    int error = ResultCode.isProtocolError(resultCode) ? Message.ERROR : 0;
    Message answer =
        new Message(
            (request.flags() & Message.PROXIABLE) | error,
            request.command(),
            request.application(),
            request.hopByHop(),
            request.endToEnd(),
            out.toAvps());
    if (loop.wire().isOn()) {
      connection.show(session, true, MessageCodec.encode(answer));
    }
    connection.write(answer);
  }
}
