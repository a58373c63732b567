package io.tollgate.sip.deferred;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.record.ApplicationServiceType;
import io.tollgate.charging.record.Octets;
import io.tollgate.deferred.DeferredMessage;
import io.tollgate.deferred.DeferredMessages;
import io.tollgate.deferred.DeferredMessages.Acceptance;
import io.tollgate.deferred.DeferredPayer;
import io.tollgate.sip.leg.Bodies;
import io.tollgate.sip.trust.Door;
import io.tollgate.sip.trust.Identities;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipURI;
import javax.servlet.sip.URI;

/** Takes in messages whose recipient is away. */
public final class DeferredDesk {
  /** What the recipient is to see later as the sender wrote it. */
  private static final List<String> KEPT =
      List.of(
          "Accept-Contact",
          "Subject",
          "Conversation-ID",
          "Contribution-ID",
          "InReplyTo-Contribution-ID");

  private final DeferredMessages messages;
  private final Set<Integer> awayStatuses;
  private final DeferredPayer payer;
  private final TermsText terms;
  private final Clock clock;
  private final Door door;

  /**
   * @param awayStatuses final answers that mean: not there now
   */
  public DeferredDesk(
      DeferredMessages messages,
      Set<Integer> awayStatuses,
      DeferredPayer payer,
      TermsText terms,
      Clock clock,
      Door door) {
    this.messages = messages;
    this.awayStatuses = Set.copyOf(awayStatuses);
    this.payer = payer;
    this.terms = terms;
    this.clock = clock;
    this.door = door;
  }

  public boolean takes(int status) {
    return awayStatuses.contains(status);
  }

  /** The sender's debit is given back once the message is kept. */
  public boolean relievesSender() {
    return payer == DeferredPayer.RECIPIENT;
  }

  /**
   * Keeps the message of the request.
   *
   * @param free nothing was charged for it
   * @param told on the store's thread: what became of it, and the event for its charging
   */
  public void keep(
      SipServletRequest request,
      SessionTerms sessionTerms,
      boolean free,
      Instant arrived,
      BiConsumer<Acceptance, ChargingEvent> told) {
    String recipient = addressOfRecord(request.getRequestURI());
    DeferredMessage message =
        new DeferredMessage(
            UUID.randomUUID().toString(),
            recipient,
            clock.instant(),
            messages.expiry(Math.max(0, request.getExpires())),
            request.getContentType() == null ? "text/plain" : request.getContentType(),
            Octets.of(Bodies.octets(request)),
            headers(request),
            terms
                .write()
                .apply(
                    relievesSender()
                        ? sessionTerms.fetchedBy(
                            recipient, Identities.subscriptions(List.of(recipient)))
                        : sessionTerms),
            free || relievesSender() ? "" : sessionTerms.parties().chargedParty());
    messages.keep(
        message,
        acceptance ->
            told.accept(
                acceptance,
                DeferredEvents.of(
                    message, ApplicationServiceType.SENDING, arrived, clock.instant(), -202)));
  }

  private Map<String, String> headers(SipServletRequest request) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("From", request.getFrom().getURI().toString());
    headers.putAll(door.keep(request));
    for (String name : KEPT) {
      String value = request.getHeader(name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    return headers;
  }

  /** Without parameters, so that a registration finds it. */
  static String addressOfRecord(URI uri) {
    if (uri instanceof SipURI sip) {
      String port = sip.getPort() < 0 ? "" : ":" + sip.getPort();
      String user = sip.getUser() == null ? "" : sip.getUser() + "@";
      return sip.getScheme() + ":" + user + sip.getHost() + port;
    }
    return uri.toString();
  }
}
