package io.tollgate.diameter.check;

import static io.tollgate.diameter.avp.CreditControlAvps.MULTIPLE_SERVICES_CREDIT_CONTROL;
import static io.tollgate.diameter.avp.CreditControlAvps.REFUND_INFORMATION;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.Failover;
import io.tollgate.charging.record.Octets;
import io.tollgate.charging.record.PeerHints;
import io.tollgate.charging.record.RecordReason;
import io.tollgate.charging.record.RecordType;
import io.tollgate.charging.record.ReportingReason;
import io.tollgate.charging.record.RequestedAction;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.SubscriptionId;
import io.tollgate.charging.record.TerminationCause;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.record.Units;
import io.tollgate.charging.record.UsedUnits;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.PlacedAvp;
import io.tollgate.diameter.avp.ResultCode;
import io.tollgate.diameter.check.CheckReport.Finding;
import io.tollgate.diameter.check.CheckReport.Step;
import io.tollgate.diameter.check.CheckReport.Verdict;
import io.tollgate.diameter.command.Commands;
import io.tollgate.diameter.information.ServiceInformationWriter;
import io.tollgate.diameter.profile.Profile;
import io.tollgate.diameter.profile.Profiles;
import io.tollgate.diameter.rf.AccountingMapping;
import io.tollgate.diameter.ro.CreditMapping;
import io.tollgate.diameter.transport.OutboundRequest;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.Route;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.TransportException;
import io.tollgate.diameter.transport.UnknownAvps;
import io.tollgate.diameter.transport.Urgency;
import io.tollgate.diameter.transport.netty.PeerLine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to one OCS or CDF as in service, a request of every kind, and looks for what of the
 * profile has to change for what was refused. Used once, by one thread.
 */
public final class PeerCheck {
  /** A peer that refuses whatever it is asked must not be asked for ever. */
  private static final int MOST_REQUESTS = 400;

  private static final int MOST_CHANGES_OF_A_STEP = 40;

  /**
   * Whom to ask and with what.
   *
   * @param services how each kind of service is rated
   * @param reservesMessages whether page messages are reserved (ECUR) and not debited (IEC)
   * @param payer whose account it goes to
   * @param timeout bound on each answer
   */
  public record Target(
      TransportConfig transport,
      PeerConfig peer,
      Profile profile,
      ServiceInformationWriter information,
      Function<ServiceKind, List<ServiceUsage>> services,
      boolean reservesMessages,
      List<SubscriptionId> payer,
      Supplier<String> sessionIds,
      Duration timeout) {}

  private final Target target;
  private final Instant when;
  private final TransportConfig transport;
  private final CreditMapping credit;
  private final AccountingMapping accounting;
  private final SampleService sample;
  private final List<Step> steps = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> changes = new ArrayList<>();
  private final Set<String> unknown = new LinkedHashSet<>();
  private final Map<String, Session> open = new LinkedHashMap<>();
  private Profile profile;
  private @Nullable PeerLine line;
  private int requests;
  private int nextEndToEnd = ThreadLocalRandom.current().nextInt() | 1;

  public PeerCheck(Target target, Instant when) {
    this.target = target;
    this.when = when;
    profile = target.profile();
    transport =
        target
            .transport()
            .with(
                new TransportConfig.Features(
                    target.transport().features().overloadControl(),
                    target.transport().features().priorities(),
                    new UnknownAvps(peer -> profile.unknownTolerated())));
    credit = new CreditMapping(target.information());
    accounting = new AccountingMapping(target.information());
    sample = new SampleService(target.payer(), transport.node().originRealm(), when);
  }

  /** A credit-control or accounting session of the check. */
  private static final class Session {
    final ServiceKind kind;
    final String id;
    long number;
    @Nullable String server;

    Session(ServiceKind kind, String id) {
      this.kind = kind;
      this.id = id;
    }
  }

  /**
   * One request in the standard form.
   *
   * @param destination the server that has the session
   */
  private record Asked(
      ChargingInterface over,
      ServiceKind kind,
      String session,
      Avps body,
      int endToEnd,
      Urgency urgency,
      @Nullable String destination,
      boolean refund) {}

  /** Makes the request anew for each attempt: a number that was used is used up. */
  private interface Maker {
    Asked next() throws IOException;
  }

  /** Asks everything, and takes leave. */
  public CheckReport run() {
    try {
      if (greet()) {
        if (target.peer().interfaces().contains(ChargingInterface.CH2)) {
          online();
        }
        if (target.peer().interfaces().contains(ChargingInterface.CH1)) {
          offline();
        }
        leave();
      }
    } catch (IOException | TransportException e) {
      unknown.add("whatever comes after " + lastStep() + ": " + reason(e));
    } finally {
      hangUp();
    }
    remark();
    PeerConfig peer = target.peer();
    return new CheckReport(
        peer.host(),
        peer.address() + ":" + peer.port() + " over " + peer.wire(),
        target.profile().name() + " (" + target.profile().title() + ")",
        when,
        steps,
        findings,
        changes,
        List.copyOf(unknown));
  }

  private String lastStep() {
    return steps.isEmpty() ? "the connection" : steps.get(steps.size() - 1).name();
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return message == null ? e.toString() : message;
  }

  /** A connection with TLS was there: the handshake is over for this side. */
  private boolean isBehindTls() {
    return line != null && target.peer().wire() == PeerConfig.Wire.TLS;
  }

  /** CER and DWR. */
  private boolean greet() {
    long begun = System.nanoTime();
    PeerLine.Reply reply;
    try {
      line = PeerLine.connect(transport, target.peer(), target.timeout());
      reply = line.capabilities();
    } catch (IOException | TransportException e) {
      steps.add(step("CER", "RFC 6733 5.3", Verdict.UNANSWERED, 0, reason(e), List.of(), begun));
      finding("CER", 0, reason(e), NoConnection.setting(e, peerName(), isBehindTls()));
      return false;
    }
    if (!ResultCode.isSuccess(reply.result()) || reply.broken() != null) {
      steps.add(
          step(
              "CER",
              "RFC 6733 5.3",
              Verdict.REFUSED,
              reply.result(),
              reply.broken(),
              List.of(),
              begun));
      finding("CER", reply.result(), message(reply), refusedGreeting(reply.result()));
      return false;
    }
    String host = String.valueOf(reply.avps().text(BaseAvps.ORIGIN_HOST));
    Set<ChargingInterface> offered = PeerLine.offered(reply.avps());
    boolean known = host.equalsIgnoreCase(target.peer().host());
    boolean serves = offered.containsAll(target.peer().interfaces());
    steps.add(
        step(
            "CER",
            "RFC 6733 5.3",
            known && serves ? Verdict.TAKEN : Verdict.REFUSED,
            reply.result(),
            reply.avps().text(BaseAvps.PRODUCT_NAME),
            List.of(),
            begun));
    if (!known) {
      finding(
          "CER",
          reply.result(),
          "Origin-Host " + host + " (expected: " + target.peer().host() + ")",
          "diameter.peers: " + host + " as its name");
    }
    if (!serves) {
      finding(
          "CER",
          reply.result(),
          "its CEA offers "
              + names(offered)
              + " (expected: "
              + names(target.peer().interfaces())
              + ")",
          "diameter.peers: "
              + (offered.contains(ChargingInterface.CH1) ? ";rf" : ";ro")
              + " behind its name");
    }
    return watchdog();
  }

  private String peerName() {
    return target.peer().host();
  }

  private static String names(Set<ChargingInterface> interfaces) {
    return interfaces.isEmpty()
        ? "neither Rf nor Ro"
        : String.join(
            " and ",
            interfaces.stream()
                .sorted()
                .map(one -> one == ChargingInterface.CH1 ? "Rf" : "Ro")
                .toList());
  }

  private static String refusedGreeting(long result) {
    return switch ((int) result) {
      case ResultCode.UNKNOWN_PEER ->
          "diameter.identity and diameter.realm: the peer has to know this node by them";
      case ResultCode.NO_COMMON_APPLICATION ->
          "diameter.peers: ;rf or ;ro behind its name, as it serves";
      case ResultCode.NO_COMMON_SECURITY -> "diameter.peers: ;tls behind its name";
      default -> "no setting is known for it";
    };
  }

  private boolean watchdog() {
    long begun = System.nanoTime();
    try {
      PeerLine.Reply reply = line().watchdog();
      boolean fine = reply.broken() == null && ResultCode.isSuccess(reply.result());
      steps.add(
          step(
              "DWR",
              "RFC 6733 5.5",
              fine ? Verdict.TAKEN : Verdict.REFUSED,
              reply.result(),
              reply.broken(),
              List.of(),
              begun));
      return true;
    } catch (IOException | TransportException e) {
      steps.add(step("DWR", "RFC 6733 5.5", Verdict.UNANSWERED, 0, reason(e), List.of(), begun));
      return false;
    }
  }

  private void leave() throws IOException, TransportException {
    long begun = System.nanoTime();
    PeerLine.Reply reply = line().disconnect();
    steps.add(
        step(
            "DPR",
            "RFC 6733 5.4",
            ResultCode.isSuccess(reply.result()) ? Verdict.TAKEN : Verdict.REFUSED,
            reply.result(),
            reply.broken(),
            List.of(),
            begun));
  }

  private void online() throws IOException, TransportException {
    session(ServiceKind.GROUP_SESSION, true);
    session(ServiceKind.SESSION, false);
    session(ServiceKind.FILE_TRANSFER, false);
    if (target.reservesMessages()) {
      session(ServiceKind.PAGE_MESSAGE, true);
    } else {
      debitAndRefund();
    }
    close();
  }

  /** Reserves, reports and ends (SCUR, TS 32.299 6.3.8; ECUR where there is no update). */
  private boolean session(ServiceKind kind, boolean whole) throws IOException, TransportException {
    String name = key(kind);
    Asked[] last = new Asked[1];
    Session[] current = new Session[1];
    Maker initial =
        () -> {
          Session session = new Session(kind, target.sessionIds().get());
          current[0] = session;
          last[0] = initial(session);
          return last[0];
        };
    PeerLine.Reply opened = take("CCR INITIAL " + name, "RFC 8506 5.2", initial, () -> {});
    if (opened == null) {
      skip("CCR UPDATE and TERMINATION " + name, "its INITIAL was not taken");
      return false;
    }
    Session session = Objects.requireNonNull(current[0]);
    opened(session, opened);
    if (whole) {
      repeated("CCR INITIAL " + name + " repeated with T", Objects.requireNonNull(last[0]));
    }
    Maker update =
        () -> {
          last[0] = later(Objects.requireNonNull(current[0]), CreditRequestType.UPDATE, 1);
          return last[0];
        };
    Again reopen =
        () -> {
          open.remove(Objects.requireNonNull(current[0]).id);
          PeerLine.Reply again = send(initial.next(), profile, false);
          if (Refusal.of(again) == null) {
            opened(Objects.requireNonNull(current[0]), again);
          }
        };
    boolean taken = true;
    if (kind != ServiceKind.PAGE_MESSAGE) {
      taken = take("CCR UPDATE " + name, "RFC 8506 5.3", update, reopen) != null;
      if (taken && whole) {
        repeated("CCR UPDATE " + name + " repeated with T", Objects.requireNonNull(last[0]));
      }
    }
    Maker termination =
        () -> {
          last[0] = later(Objects.requireNonNull(current[0]), CreditRequestType.TERMINATION, 0);
          return last[0];
        };
    boolean ended = take("CCR TERMINATION " + name, "RFC 8506 5.4", termination, reopen) != null;
    if (ended) {
      open.remove(Objects.requireNonNull(current[0]).id);
      if (whole) {
        repeated("CCR TERMINATION " + name + " repeated with T", Objects.requireNonNull(last[0]));
      }
    }
    return taken && ended;
  }

  private void opened(Session session, PeerLine.Reply reply) {
    session.server = reply.avps().text(BaseAvps.ORIGIN_HOST);
    open.put(session.id, session);
  }

  /** Takes one unit beforehand and gives it back (RFC 8506 6.3, 6.4). */
  private void debitAndRefund() throws IOException, TransportException {
    Asked[] last = new Asked[1];
    Maker debit =
        () -> {
          last[0] = event(RequestedAction.DIRECT_DEBITING, null);
          return last[0];
        };
    PeerLine.Reply debited = take("CCR EVENT debit page-message", "RFC 8506 6.3", debit, () -> {});
    if (debited == null) {
      skip("CCR EVENT refund page-message", "nothing was debited");
      return;
    }
    repeated("CCR EVENT debit page-message repeated with T", Objects.requireNonNull(last[0]));
    Octets information = refundInformation(debited.avps());
    int before = findings.size();
    PeerLine.Reply refunded =
        take(
            "CCR EVENT refund page-message",
            "RFC 8506 6.4",
            () -> event(RequestedAction.REFUND_ACCOUNT, information),
            () -> {});
    if (refunded == null && findings.size() > before) {
      reserveInstead(findings.size() - 1);
    }
  }

  /** Without refunds a message is paid for once it is delivered: whether that is taken is tried. */
  private void reserveInstead(int finding) throws IOException, TransportException {
    Finding refused = findings.get(finding);
    List<String> lines = refused.settings();
    if (!lines.contains("refunds = no")) {
      return;
    }
    Profile before = profile;
    profile = Profiles.changed(profile, lines);
    boolean proven = session(ServiceKind.PAGE_MESSAGE, false);
    if (proven) {
      changes.addAll(lines);
    } else {
      profile = before;
    }
    findings.set(
        finding,
        new Finding(
            refused.step(),
            refused.result(),
            refused.avp(),
            refused.value(),
            refused.message(),
            lines,
            proven,
            List.of()));
    unknown.add("whether the unit that was debited has been given back");
  }

  private static @Nullable Octets refundInformation(Avps answer) {
    byte[] bytes = answer.octets(REFUND_INFORMATION);
    for (Avps service : answer.groups(MULTIPLE_SERVICES_CREDIT_CONTROL)) {
      bytes = bytes == null ? service.octets(REFUND_INFORMATION) : bytes;
    }
    return bytes == null ? null : Octets.of(bytes);
  }

  /** What is left open after refusals would hold money. */
  private void close() throws IOException, TransportException {
    for (Session session : List.copyOf(open.values())) {
      if (requests < MOST_REQUESTS) {
        PeerLine.Reply reply =
            send(later(session, CreditRequestType.TERMINATION, 0), profile, false);
        if (Refusal.of(reply) == null) {
          open.remove(session.id);
        }
      }
    }
    if (!open.isEmpty()) {
      unknown.add("whether these sessions are closed at the OCS: " + open.keySet());
    }
  }

  private void offline() throws IOException, TransportException {
    String session = target.sessionIds().get();
    ServiceKind group = ServiceKind.GROUP_SESSION;
    Asked[] last = new Asked[1];
    boolean started =
        record("ACR START", session, RecordType.START, 0, group, last, SampleService.Moment.FIRST);
    if (started) {
      repeated("ACR START repeated with T", Objects.requireNonNull(last[0]));
    }
    record(
        "ACR INTERIM", session, RecordType.INTERIM, 1, group, last, SampleService.Moment.BETWEEN);
    record("ACR STOP", session, RecordType.STOP, 2, group, last, SampleService.Moment.LAST);
    record(
        "ACR EVENT",
        target.sessionIds().get(),
        RecordType.EVENT,
        0,
        ServiceKind.PAGE_MESSAGE,
        last,
        SampleService.Moment.EVENT);
  }

  private boolean record(
      String name,
      String session,
      RecordType type,
      long number,
      ServiceKind kind,
      Asked[] last,
      SampleService.Moment moment)
      throws IOException, TransportException {
    Maker maker =
        () -> {
          last[0] =
              new Asked(
                  ChargingInterface.CH1,
                  kind,
                  session,
                  accounting.toAcr(
                      new AccountingRecord(
                          session,
                          type,
                          number,
                          when,
                          reason(type),
                          sample.of(kind, ServiceProfile.CPM, moment),
                          PeerHints.NONE)),
                  nextEndToEnd(),
                  Urgency.UNDER_WAY,
                  null,
                  false);
          return last[0];
        };
    return take(name + " " + key(kind), "RFC 6733 9.7, TS 32.299 6.2", maker, () -> {}) != null;
  }

  private static RecordReason reason(RecordType type) {
    return switch (type) {
      case START -> RecordReason.START;
      case INTERIM -> RecordReason.JOIN;
      case STOP -> RecordReason.END;
      case EVENT -> RecordReason.EVENT;
    };
  }

  private Asked initial(Session session) {
    return credit(session, CreditRequestType.INITIAL, null, target.services().apply(session.kind));
  }

  /**
   * @param used of each unit that is sold
   */
  private Asked later(Session session, CreditRequestType type, long used) {
    session.number++;
    boolean ends = type == CreditRequestType.TERMINATION;
    List<ServiceUsage> services =
        target.services().apply(session.kind).stream()
            .map(service -> reported(service, used, ends))
            .toList();
    return credit(session, type, ends ? TerminationCause.LOGOUT : null, services);
  }

  private static ServiceUsage reported(ServiceUsage service, long used, boolean ends) {
    Units asked = service.requested() == null ? Units.NONE : service.requested();
    Units units = asked.isEmpty() ? Units.of(UnitType.SERVICE_SPECIFIC, used) : Units.NONE;
    for (UnitType type : asked.amounts().keySet()) {
      units = units.with(type, used);
    }
    return new ServiceUsage(
        service.ratingGroup(),
        service.serviceIdentifier(),
        List.of(new UsedUnits(units, ends ? null : ReportingReason.QUOTA_EXHAUSTED, null)),
        ends ? null : service.requested(),
        ends ? Set.of(ReportingReason.FINAL) : Set.of(),
        Set.of());
  }

  private Asked credit(
      Session session,
      CreditRequestType type,
      @Nullable TerminationCause cause,
      List<ServiceUsage> services) {
    SampleService.Moment moment =
        switch (type) {
          case INITIAL -> SampleService.Moment.FIRST;
          case UPDATE -> SampleService.Moment.BETWEEN;
          case TERMINATION -> SampleService.Moment.LAST;
          case EVENT -> SampleService.Moment.EVENT;
        };
    return asked(
        new CreditRequest(
            session.id,
            type,
            session.number,
            when,
            null,
            services,
            cause,
            null,
            sample.of(session.kind, ServiceProfile.CPM, moment),
            PeerHints.NONE),
        session.kind,
        session.server);
  }

  private Asked event(RequestedAction action, @Nullable Octets refundInformation) {
    ServiceKind kind = ServiceKind.PAGE_MESSAGE;
    return asked(
        new CreditRequest(
            target.sessionIds().get(),
            CreditRequestType.EVENT,
            0,
            when,
            action,
            target.services().apply(kind),
            null,
            refundInformation,
            sample.of(kind, ServiceProfile.CPM, SampleService.Moment.EVENT),
            PeerHints.NONE),
        kind,
        null);
  }

  private Asked asked(CreditRequest request, ServiceKind kind, @Nullable String server) {
    return new Asked(
        ChargingInterface.CH2,
        kind,
        request.sessionId(),
        credit.toCcr(request),
        nextEndToEnd(),
        switch (request.type()) {
          case INITIAL, EVENT -> Urgency.NEW;
          case UPDATE -> Urgency.UNDER_WAY;
          case TERMINATION -> Urgency.LAST;
        },
        server,
        request.action() == RequestedAction.REFUND_ACCOUNT);
  }

  private int nextEndToEnd() {
    return nextEndToEnd++;
  }

  /** What has to be done again before a request of a session that the server gave up. */
  private interface Again {
    void open() throws IOException, TransportException;
  }

  /**
   * Asks until it is taken, or nothing more can be tried.
   *
   * @return the answer that took it; null for none
   */
  private PeerLine.@Nullable Reply take(String name, String clause, Maker maker, Again reopen)
      throws IOException, TransportException {
    long begun = System.nanoTime();
    Asked first = maker.next();
    List<String> sent = lines(written(first, profile));
    PeerLine.Reply reply;
    try {
      reply = send(first, profile, false);
    } catch (IOException e) {
      steps.add(step(name, clause, Verdict.UNANSWERED, 0, reason(e), sent, begun));
      unknown.add("why " + name + " got no answer: " + reason(e));
      hangUp();
      return null;
    }
    Refusal refusal = Refusal.of(reply);
    if (refusal == null) {
      Verdict verdict = changes.isEmpty() ? Verdict.TAKEN : Verdict.TAKEN_IF_CHANGED;
      steps.add(step(name, clause, verdict, reply.result(), null, sent, begun));
      return reply;
    }
    reply = search(name, maker, reopen, refusal);
    Verdict verdict =
        reply != null
            ? Verdict.TAKEN_IF_CHANGED
            : refusal.isOfAccount() ? Verdict.DENIED : Verdict.REFUSED;
    steps.add(step(name, clause, verdict, refusal.result(), refusal.message(), sent, begun));
    return reply;
  }

  /** Changes the profile line by line as the refusals say, as long as that leads on. */
  private PeerLine.@Nullable Reply search(String name, Maker maker, Again reopen, Refusal refused)
      throws IOException, TransportException {
    Set<String> seen = new HashSet<>();
    Refusal refusal = refused;
    for (int i = 0; i < MOST_CHANGES_OF_A_STEP; i++) {
      seen.add(refusal.signature());
      Asked asked = maker.next();
      Adviser adviser =
          new Adviser(
              profile, asked.kind(), asked.refund(), PlacedAvp.all(written(asked, profile)));
      Advice advice = adviser.on(refusal);
      Attempt attempt = attempt(advice, maker, reopen, refusal, seen);
      findings.add(finding(name, refusal, adviser, advice, attempt));
      if (attempt == null) {
        return null;
      }
      profile = attempt.profile();
      changes.addAll(attempt.lines());
      if (attempt.left() == null) {
        return attempt.reply();
      }
      refusal = attempt.left();
    }
    unknown.add("what else is wrong with " + name + ": too much of it was refused");
    return null;
  }

  /**
   * @param left what is refused yet; null when the request was taken
   */
  private record Attempt(
      List<String> lines, Profile profile, PeerLine.Reply reply, @Nullable Refusal left) {}

  private @Nullable Attempt attempt(
      Advice advice, Maker maker, Again reopen, Refusal refusal, Set<String> seen)
      throws IOException, TransportException {
    Attempt further = null;
    for (List<String> lines : advice.tries()) {
      Profile trial = Profiles.changed(profile, lines);
      if (trial.equals(profile) || requests >= MOST_REQUESTS) {
        continue;
      }
      PeerLine.Reply reply;
      try {
        reply = sent(maker, reopen, trial);
      } catch (IOException e) {
        hangUp();
        continue;
      }
      Refusal left = Refusal.of(reply);
      if (left == null) {
        return new Attempt(lines, trial, reply, null);
      }
      if (further == null && leadsOn(refusal, left, seen)) {
        further = new Attempt(lines, trial, reply, left);
        if (!refusal.failed().isEmpty() && refusal.result() == ResultCode.AVP_UNSUPPORTED) {
          return further;
        }
      }
    }
    return further;
  }

  /** It is about something else now, and not that what was taken out is missing. */
  private static boolean leadsOn(Refusal before, Refusal now, Set<String> seen) {
    if (before.failed().isEmpty() || seen.contains(now.signature())) {
      return false;
    }
    return now.result() != ResultCode.MISSING_AVP
        || now.failed().stream()
            .noneMatch(
                missing ->
                    before.failed().stream().anyMatch(one -> one.key().equals(missing.key())));
  }

  private PeerLine.Reply sent(Maker maker, Again reopen, Profile trial)
      throws IOException, TransportException {
    PeerLine.Reply reply = send(maker.next(), trial, false);
    if (reply.result() != ResultCode.UNKNOWN_SESSION_ID) {
      return reply;
    }
    Profile before = profile;
    try {
      profile = trial;
      reopen.open();
    } finally {
      profile = before;
    }
    return send(maker.next(), trial, false);
  }

  private Finding finding(
      String step, Refusal refusal, Adviser adviser, Advice advice, @Nullable Attempt attempt) {
    PlacedAvp failed = refusal.failed().isEmpty() ? null : adviser.place(refusal.failed().get(0));
    List<String> lines =
        attempt != null
            ? attempt.lines()
            : advice.tries().isEmpty() ? List.of() : advice.tries().get(0);
    return new Finding(
        step,
        refusal.result(),
        failed == null ? null : failed.toString(),
        failed == null || refusal.result() == ResultCode.MISSING_AVP ? null : failed.value(),
        refusal.message(),
        attempt == null && refusal.failed().isEmpty() ? List.of() : lines,
        attempt != null,
        attempt == null ? advice.settings() : List.of());
  }

  private void finding(String step, long result, @Nullable String message, String setting) {
    findings.add(
        new Finding(step, result, null, null, message, List.of(), false, List.of(setting)));
  }

  private static @Nullable String message(PeerLine.Reply reply) {
    return reply.broken() != null ? reply.broken() : reply.avps().text(BaseAvps.ERROR_MESSAGE);
  }

  /** The same once more, as after a lost answer (RFC 6733 3, 5.5.4). */
  private void repeated(String name, Asked asked) throws IOException, TransportException {
    long begun = System.nanoTime();
    PeerLine.Reply reply;
    try {
      reply = send(asked, profile, true);
    } catch (IOException e) {
      steps.add(step(name, "RFC 6733 3", Verdict.UNANSWERED, 0, reason(e), List.of(), begun));
      hangUp();
      return;
    }
    Refusal refusal = Refusal.of(reply);
    Verdict taken = changes.isEmpty() ? Verdict.TAKEN : Verdict.TAKEN_IF_CHANGED;
    steps.add(
        step(
            name,
            "RFC 6733 3",
            refusal == null ? taken : Verdict.REFUSED,
            refusal == null ? reply.result() : refusal.result(),
            refusal == null ? null : refusal.message(),
            List.of(),
            begun));
    if (refusal != null) {
      PlacedAvp failed = refusal.failed().isEmpty() ? null : refusal.failed().get(0);
      findings.add(
          new Finding(
              name,
              refusal.result(),
              failed == null ? null : failed.toString(),
              null,
              refusal.message(),
              List.of(),
              false,
              List.of("no setting: a request whose answer was lost has to be repeated")));
    }
  }

  private PeerLine.Reply send(Asked asked, Profile with, boolean retransmission)
      throws IOException, TransportException {
    requests++;
    Profile before = profile;
    try {
      // Also what is skipped in the answer goes by it.
      profile = with;
      return line().send(outbound(asked, with, retransmission), asked.destination());
    } finally {
      profile = before;
    }
  }

  private Avps written(Asked asked, Profile with) throws IOException, TransportException {
    return line().written(outbound(asked, with, false), asked.destination());
  }

  private OutboundRequest outbound(Asked asked, Profile with, boolean retransmission) {
    return new OutboundRequest(
        asked.over(),
        asked.over() == ChargingInterface.CH1
            ? Commands.ACCOUNTING.code()
            : Commands.CREDIT_CONTROL.code(),
        asked.session(),
        asked.body(),
        Route.ANY,
        Failover.NONE,
        retransmission,
        asked.endToEnd(),
        target.timeout(),
        asked.urgency(),
        Profiles.of(with)
            .dialect(
                sample.of(asked.kind(), ServiceProfile.CPM, SampleService.Moment.FIRST),
                transport.destinationRealm(asked.over())));
  }

  /** Connects anew where the peer hung up on what it disliked. */
  private PeerLine line() throws IOException, TransportException {
    PeerLine current = line;
    if (current == null) {
      current = PeerLine.connect(transport, target.peer(), target.timeout());
      line = current;
      PeerLine.Reply reply = current.capabilities();
      if (!ResultCode.isSuccess(reply.result())) {
        throw new IOException("a second CER was answered with " + reply.result());
      }
    }
    return current;
  }

  private void hangUp() {
    PeerLine current = line;
    line = null;
    if (current != null) {
      if (!current.asked().isEmpty()) {
        unknown.add("what the peer wants with its own " + new LinkedHashSet<>(current.asked()));
      }
      try {
        current.close();
      } catch (IOException e) {
        unknown.add("whether the connection was closed: " + reason(e));
      }
    }
  }

  private void remark() {
    boolean asked =
        steps.stream()
            .anyMatch(step -> step.name().startsWith("CCR") || step.name().startsWith("ACR"));
    if (asked) {
      unknown.add("whether AVPs without the M flag are read: a peer skips those silently");
      unknown.add("whether what a request with T repeats is counted once");
      unknown.add("whether the prices are right");
    }
    if (requests >= MOST_REQUESTS) {
      unknown.add("more than " + MOST_REQUESTS + " requests would tell");
    }
  }

  private void skip(String name, String why) {
    steps.add(new Step(name, "", Verdict.NOT_RUN, 0, why, List.of(), Duration.ZERO));
  }

  private static Step step(
      String name,
      String clause,
      Verdict verdict,
      long result,
      @Nullable String note,
      List<String> sent,
      long begun) {
    return new Step(
        name, clause, verdict, result, note, sent, Duration.ofNanos(System.nanoTime() - begun));
  }

  private static List<String> lines(Avps avps) {
    return PlacedAvp.all(avps).stream()
        .map(
            one ->
                "  ".repeat(one.path().size() - 1)
                    + one.key()
                    + (one.isMandatory() ? " M" : "")
                    + (one.isGroup() ? "" : " = " + one.value()))
        .toList();
  }

  private static String key(ServiceKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
