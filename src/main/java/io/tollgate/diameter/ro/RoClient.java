package io.tollgate.diameter.ro;

import io.tollgate.charging.CreditPort;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.Failover;
import io.tollgate.charging.record.RequestedAction;
import io.tollgate.charging.record.ServiceInformation;
import io.tollgate.charging.record.SessionServer;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.ResultCode;
import io.tollgate.diameter.command.Commands;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.command.MessageCodec;
import io.tollgate.diameter.transport.Dialect;
import io.tollgate.diameter.transport.DiameterTransport;
import io.tollgate.diameter.transport.OutboundRequest;
import io.tollgate.diameter.transport.Outcome;
import io.tollgate.diameter.transport.Route;
import io.tollgate.diameter.transport.Urgency;
import io.tollgate.journal.CreditSender;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Sends credit-control requests, and keeps each session with the server that has it. */
public final class RoClient implements CreditPort, CreditSender {
  private static final Logger LOG = LogManager.getLogger(RoClient.class);

  private final DiameterTransport transport;
  private final CreditMapping mapping;
  private final Duration timeout;
  private final Function<ServiceInformation, Dialect> dialects;
  private final SessionHosts hosts = new SessionHosts();
  private final OriginStates states = new OriginStates();
  private volatile Consumer<List<String>> forgotten = sessions -> {};

  public RoClient(DiameterTransport transport, CreditMapping mapping, Duration timeout) {
    this(transport, mapping, timeout, service -> Dialect.NONE);
  }

  /**
   * @param dialects how requests about a service are written for each server
   */
  public RoClient(
      DiameterTransport transport,
      CreditMapping mapping,
      Duration timeout,
      Function<ServiceInformation, Dialect> dialects) {
    this.dialects = dialects;
    this.transport = transport;
    this.mapping = mapping;
    this.timeout = timeout;
  }

  @Override
  public void send(CreditRequest request, Failover failover, Consumer<CreditOutcome> outcome) {
    transmit(request, failover, false, outcome);
  }

  @Override
  public void repeat(CreditRequest request, Failover failover, Consumer<CreditOutcome> outcome) {
    transmit(request, failover, true, outcome);
  }

  @Override
  public int newEndToEnd() {
    return transport.newEndToEnd();
  }

  /** For the journal: the OCS that has the session; where there is none, or it may move, any. */
  @Override
  public void send(CreditRequest request, boolean retransmission, Consumer<CreditOutcome> outcome) {
    transmit(request, Failover.ANY, retransmission, outcome);
  }

  private void transmit(
      CreditRequest request,
      Failover failover,
      boolean retransmission,
      Consumer<CreditOutcome> outcome) {
    transport.send(
        new OutboundRequest(
            ChargingInterface.CH2,
            Commands.CREDIT_CONTROL.code(),
            request.sessionId(),
            mapping.toCcr(request),
            route(request, failover),
            failover,
            retransmission,
            request.identified(transport::newEndToEnd).endToEnd(),
            timeout,
            urgency(request),
            dialects.apply(request.service())),
        result -> {
          hosts.learn(request, result);
          outcome.accept(outcome(request, result));
          if (result instanceof Outcome.Answered answered) {
            seen(
                originHost(answered),
                answered.answer().avps().unsigned32(BaseAvps.ORIGIN_STATE_ID));
          }
        });
  }

  private static Urgency urgency(CreditRequest request) {
    return switch (request.type()) {
      case INITIAL -> Urgency.NEW;
      case UPDATE -> Urgency.UNDER_WAY;
      case TERMINATION -> Urgency.LAST;
      case EVENT ->
          request.action() == RequestedAction.REFUND_ACCOUNT ? Urgency.UNDER_WAY : Urgency.NEW;
    };
  }

  /** A session under way is for its server; a new one goes where P-CFA, or the settings, say. */
  private static Route route(CreditRequest request, Failover failover) {
    SessionServer server = request.peers().server();
    if (server == null) {
      return Route.named(request.peers().ecf(), Route.Tier.ANY);
    }
    return server.mayMove() && failover != Failover.NONE
        ? Route.toServerFirst(server.host())
        : Route.toServer(server.host());
  }

  static CreditOutcome outcome(CreditRequest request, Outcome outcome) {
    if (outcome instanceof Outcome.Answered answered) {
      Message answer = answered.answer();
      String strange = AnswerIdentity.strangeIn(answer, request);
      if (strange != null) {
        return new CreditOutcome.Unusable("answer of " + answered.peer() + ": " + strange, 0, null);
      }
      long result = MessageCodec.resultCode(answer.avps());
      return ResultCode.isNotDelivered(result)
          ? undelivered(answered.peer(), result)
          : new CreditOutcome.Answered(
              CreditAnswerReader.read(answer.avps()), originHost(answered));
    }
    if (outcome instanceof Outcome.BadAnswer bad) {
      return bad(bad);
    }
    return new CreditOutcome.Undeliverable(
        outcome.toString(), outcome.mayHaveArrived(), outcome.server());
  }

  /** What it says of itself counts as far as it refuses; a grant has to be understood. */
  private static CreditOutcome bad(Outcome.BadAnswer bad) {
    long said = bad.said();
    String why = "answer of " + bad.peer() + ": " + bad.reason();
    if (ResultCode.isNotDelivered(said)) {
      return undelivered(bad.peer(), said);
    }
    return said == 0 || ResultCode.isSuccess(said)
        ? new CreditOutcome.Unusable(why, (int) said, bad.server())
        : new CreditOutcome.Answered(CreditAnswer.of((int) said, why));
  }

  private static CreditOutcome undelivered(String peer, long result) {
    return new CreditOutcome.Undeliverable(peer + " answered " + result, false);
  }

  /**
   * @param sessions told the sessions of a server that restarted and may know them no more
   */
  public void whenServerRestarts(Consumer<List<String>> sessions) {
    forgotten = sessions;
  }

  /** A server has shown its Origin-State-Id, or not. */
  public void seen(String host, OptionalLong originStateId) {
    if (originStateId.isPresent() && states.isRestart(host, originStateId.getAsLong())) {
      List<String> sessions = hosts.at(host);
      LOG.log(
          sessions.isEmpty() ? Level.INFO : Level.WARN,
          "{} has restarted: its Origin-State-Id rose to {}; asking after {} sessions",
          host,
          originStateId.getAsLong(),
          sessions.size());
      forgotten.accept(sessions);
    }
  }

  /** Sessions known to be with a host; for metrics. */
  public int openSessions() {
    return hosts.size();
  }

  /** The Origin-Host that answered. */
  static String originHost(Outcome.Answered answered) {
    String host = answered.answer().avps().text(BaseAvps.ORIGIN_HOST);
    return host == null ? answered.peer() : host;
  }
}
