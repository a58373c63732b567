package io.tollgate.diameter.transport.jdiameter;

import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.MalformedException;
import io.tollgate.diameter.avp.ResultCode;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.command.MessageCodec;
import io.tollgate.diameter.transport.LocalNode;
import io.tollgate.diameter.transport.RequestHandler;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A request of the peer and its one answer. */
final class ServerRequest {

  private final PeerLink link;
  private final LocalNode node;
  private final Message request;
  private final AtomicBoolean answered = new AtomicBoolean();

  ServerRequest(PeerLink link, LocalNode node, Message request) {
    this.link = link;
    this.node = node;
    this.request = request;
  }

  void handle(byte[] octets, RequestHandler handler) {
    try {
      MessageCodec.check(request, octets);
    } catch (MalformedException e) {
      link.metrics().dropped("malformed");
      AvpWriter more =
          new AvpWriter(128).text(BaseAvps.ERROR_MESSAGE, String.valueOf(e.getMessage()));
      if (!e.failedAvp().isEmpty()) {
        more.group(BaseAvps.FAILED_AVP, failed -> failed.append(e.failedAvp()));
      }
      answer(null, e.resultCode(), more.toAvps());
      return;
    }
    handler.onRequest(
        request,
        link.config().host(),
        (resultCode, more) -> answer(request.avps(), resultCode, more));
  }

  /**
   * @param checked the AVPs of the request if they can be read safely
   */
  private void answer(@Nullable Avps checked, int resultCode, Avps more) {
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    AvpWriter out = new AvpWriter(256);
    String session = checked == null ? null : checked.text(BaseAvps.SESSION_ID);
    if (session != null) {
      out.text(BaseAvps.SESSION_ID, session);
    }
    out.unsigned32(BaseAvps.RESULT_CODE, resultCode)
        .text(BaseAvps.ORIGIN_HOST, node.originHost())
        .text(BaseAvps.ORIGIN_REALM, node.originRealm())
        .append(more);
    if (checked != null) {
      // RFC 6733 6.2: Proxy-Info goes back as it came, in the same order.
      checked
          .groups(BaseAvps.PROXY_INFO)
          .forEach(info -> out.group(BaseAvps.PROXY_INFO, group -> group.append(info)));
    }
    int error = ResultCode.isProtocolError(resultCode) ? Message.ERROR : 0;
    link.send(
        new Message(
            request.flags() & Message.PROXIABLE | error,
            request.command(),
            request.application(),
            request.hopByHop(),
            request.endToEnd(),
            out.toAvps()));
  }
}
