package io.tollgate.launcher;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.PeerCertificate;
import gov.nist.javax.sip.stack.SIPMessageValve;
import io.tollgate.trust.Certificate;
import io.tollgate.trust.Standing;
import java.net.InetAddress;
import java.util.Set;
import javax.sip.SipStack;
import javax.sip.address.SipURI;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/**
 * Lets in whom the operator lets speak, before the stack makes anything of the message; tells the
 * application who it was. Everybody else gets 403 at a bounded rate, or nothing.
 */
public final class PeerValve implements SIPMessageValve {
  private static final Set<String> NO_NEW = Set.of("ACK", "CANCEL", "PRACK");

  private @Nullable Guard guard;
  private @Nullable GuardedNetworkLayer sockets;

  @Override
  public void init(SipStack stack) {
    if (stack instanceof SipStackImpl own
        && own.getNetworkLayer() instanceof GuardedNetworkLayer layer) {
      guard = layer.guard();
      sockets = layer;
    }
  }

  @Nullable GuardedNetworkLayer sockets() {
    return sockets;
  }

  @Nullable Guard guard() {
    return guard;
  }

  @Override
  public boolean processRequest(SIPRequest request, MessageChannel channel) {
    Guard known = guard;
    InetAddress source = request.getPeerPacketSourceAddress();
    if (known == null || source == null) {
      // The application looks itself.
      return true;
    }
    Standing sender = standing(known, request, source, channel);
    boolean isNew = request.getToTag() == null;
    if (!(sender.originates() || (sender.reachable() && !isNew))) {
      known.strangers().one(source);
      return RequestValve.refuse(request, channel, Response.FORBIDDEN, "Forbidden");
    }
    if (isNew && !NO_NEW.contains(request.getMethod()) && !known.withinRate(sender)) {
      known.tooFast().one(source);
      return RequestValve.refuse(
          request, channel, Response.SERVICE_UNAVAILABLE, "Service Unavailable");
    }
    return true;
  }

  @Override
  public boolean processResponse(Response response, MessageChannel channel) {
    Guard known = guard;
    SIPResponse answer = (SIPResponse) response;
    InetAddress source = answer.getPeerPacketSourceAddress();
    if (known == null || source == null) {
      return true;
    }
    Standing sender = standing(known, answer, source, channel);
    return sender.originates() || sender.reachable() || known.maySendTo(source, true);
  }

  /**
   * The standing of a request's sender where the certificate tells it; null where the address does.
   *
   * @param message of the stack's
   */
  @Nullable String standing(Object message) {
    Guard known = guard;
    if (known == null
        || !known.peers().wantCertificates()
        || !(message instanceof SIPRequest request)
        || !(request.getMessageChannel() instanceof MessageChannel channel)
        || request.getPeerPacketSourceAddress() == null) {
      return null;
    }
    return standing(known, request, request.getPeerPacketSourceAddress(), channel).label();
  }

  private static Standing standing(
      Guard guard, SIPMessage message, InetAddress source, MessageChannel channel) {
    if (message.getTo() != null
        && message.getTo().getAddress().getURI() instanceof SipURI to
        && guard.isSelf(to.getUser())) {
      return Standing.SELF;
    }
    Certificate shown =
        guard.peers().wantCertificates() ? PeerCertificate.of(channel) : Certificate.NONE;
    return guard.standing(source, shown);
  }

  @Override
  public void destroy() {
    Guard known = guard;
    if (known != null) {
      known.close();
    }
  }
}
