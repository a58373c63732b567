package io.tollgate.diameter.rf;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.Failover;
import io.tollgate.charging.record.ServiceInformation;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.FailedAvpText;
import io.tollgate.diameter.avp.ResultCode;
import io.tollgate.diameter.command.Commands;
import io.tollgate.diameter.command.MessageCodec;
import io.tollgate.diameter.transport.Dialect;
import io.tollgate.diameter.transport.DiameterTransport;
import io.tollgate.diameter.transport.OutboundRequest;
import io.tollgate.diameter.transport.Outcome;
import io.tollgate.diameter.transport.Route;
import io.tollgate.diameter.transport.Urgency;
import io.tollgate.journal.AccountingDelivery;
import io.tollgate.journal.AccountingSender;
import io.tollgate.journal.CdfChoice;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends accounting records. Repeats nothing and fails over nothing: the journal decides that. */
public final class RfClient implements AccountingSender {
  private final DiameterTransport transport;
  private final AccountingMapping mapping;
  private final Duration timeout;
  private final Function<ServiceInformation, Dialect> dialects;

  public RfClient(DiameterTransport transport, AccountingMapping mapping, Duration timeout) {
    this(transport, mapping, timeout, service -> Dialect.NONE);
  }

  /**
   * @param dialects how records of a service are written for each server
   */
  public RfClient(
      DiameterTransport transport,
      AccountingMapping mapping,
      Duration timeout,
      Function<ServiceInformation, Dialect> dialects) {
    this.dialects = dialects;
    this.transport = transport;
    this.mapping = mapping;
    this.timeout = timeout;
  }

  @Override
  public int newEndToEnd() {
    return transport.newEndToEnd();
  }

  @Override
  public Prepared prepare(AccountingRecord record) {
    Avps body = mapping.toAcr(record);
    Dialect dialect = dialects.apply(record.service());
    int endToEnd = record.identified(transport::newEndToEnd).endToEnd();
    return (retransmission, cdf, outcome) ->
        transport.send(
            new OutboundRequest(
                ChargingInterface.CH1,
                Commands.ACCOUNTING.code(),
                record.sessionId(),
                body,
                route(record.peers().ccf(), cdf),
                Failover.NONE,
                retransmission,
                endToEnd,
                timeout,
                Urgency.UNDER_WAY,
                dialect),
            result -> outcome.accept(delivery(result)));
  }

  /**
   * RFC 7315 4.5: the first ccf is the primary, the second the secondary. Behind those that are
   * named stand the configured ones.
   */
  private static Route route(List<String> ccf, CdfChoice cdf) {
    if (ccf.isEmpty()) {
      return Route.named(
          List.of(),
          switch (cdf) {
            case PRIMARY -> Route.Tier.PRIMARY;
            case SECONDARY -> Route.Tier.SECONDARY;
          });
    }
    return switch (cdf) {
      case PRIMARY -> new Route(ccf.subList(0, 1), Route.Tier.PRIMARY, true);
      case SECONDARY -> Route.named(ccf.subList(1, Math.min(2, ccf.size())), Route.Tier.ANY);
    };
  }

  static AccountingDelivery delivery(Outcome outcome) {
    if (outcome instanceof Outcome.Answered answered) {
      Avps answer = answered.answer().avps();
      return new AccountingDelivery.Answered(
          (int) MessageCodec.resultCode(answer),
          interval(answer),
          FailedAvpText.of(answer),
          answered.peer());
    }
    if (outcome instanceof Outcome.BadAnswer bad) {
      if (ResultCode.isSuccess(bad.said())) {
        // The CDF has the record; what else it says is of no use here.
        return new AccountingDelivery.Answered((int) bad.said(), null, null, bad.peer());
      }
      return new AccountingDelivery.Answered(
          bad.resultCode(), null, "answer: " + bad.reason(), bad.peer());
    }
    return new AccountingDelivery.Unanswered(outcome.toString(), outcome.mayHaveArrived());
  }

  private static @Nullable Duration interval(Avps answer) {
    OptionalLong seconds = answer.unsigned32(BaseAvps.ACCT_INTERIM_INTERVAL);
    return seconds.isPresent() ? Duration.ofSeconds(seconds.getAsLong()) : null;
  }
}
