package io.tollgate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.observer.ChargingObserver;
import io.tollgate.charging.observer.ObservedSession;
import io.tollgate.charging.observer.SessionWatch;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is sold: sessions, conferences and messages by service, profile and how they went,
 * how long a set-up took with its charging, and whom charging refused or cut off.
 */
final class ServiceMeters implements ChargingObserver {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(2),
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(200),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30)
  };

  private final MeterRegistry registry;
  private final Map<Procedure, String> outcomes =
      Map.ofEntries(
          Map.entry(Procedure.INITIATE_ONE_TO_ONE, "begun"),
          Map.entry(Procedure.INITIATE_GROUP, "begun"),
          Map.entry(Procedure.FILE_TRANSFER, "begun"),
          Map.entry(Procedure.INITIATION_FAILED, "failed"),
          Map.entry(Procedure.END, "ended"),
          Map.entry(Procedure.RELEASE, "released"),
          Map.entry(Procedure.NODE_FAILURE, "node-failure"),
          Map.entry(Procedure.PAGE_MESSAGE, "delivered"),
          Map.entry(Procedure.PAGE_MESSAGE_TO_MANY, "delivered"),
          Map.entry(Procedure.LARGE_MESSAGE, "delivered"),
          Map.entry(Procedure.PAGE_MESSAGE_FAILED, "undelivered"),
          Map.entry(Procedure.DEFERRED_SUBMISSION, "stored"),
          Map.entry(Procedure.DEFERRED_RETRIEVAL, "fetched"),
          Map.entry(Procedure.DEFERRED_RETRIEVAL_CHARGED, "fetched"),
          Map.entry(Procedure.DEFERRED_EXPIRY, "expired"));
  private final Map<Service, Meters> services = new ConcurrentHashMap<>();

  ServiceMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  private record Service(ServiceKind kind, ServiceProfile profile) {}

  @Override
  public SessionWatch opened(ObservedSession session) {
    SessionTerms terms = session.terms();
    return new Watch(
        services.computeIfAbsent(new Service(terms.kind(), terms.profile()), Meters::new));
  }

  /** Of one service; each meter is looked up once and kept. */
  private final class Meters {
    private final Service service;
    private final Map<String, Counter> ways = new ConcurrentHashMap<>();
    private final Map<Integer, Counter> refusals = new ConcurrentHashMap<>();
    private final Counter cut;
    private final Counter late;
    private final Counter uncharged;
    private final Timer setUp;

    Meters(Service service) {
      this.service = service;
      cut = counter("tollgate.charging.cut", "Sessions that charging ended").register(registry);
      late =
          counter("tollgate.charging.late", "Credit answers that came after Tx, or never")
              .register(registry);
      uncharged =
          counter(
                  "tollgate.charging.uncharged",
                  "Sessions that went on although nobody charged them")
              .register(registry);
      setUp =
          Timer.builder("tollgate.setup.time")
              .description("From a session's INVITE to its answer, charging included")
              .tag("service", word(service.kind()))
              .tag("profile", word(service.profile()))
              .serviceLevelObjectives(BUCKETS)
              .register(registry);
    }

    private Counter.Builder counter(String name, String text) {
      return Counter.builder(name)
          .description(text)
          .tag("service", word(service.kind()))
          .tag("profile", word(service.profile()));
    }

    void went(String way) {
      ways.computeIfAbsent(
              way,
              each ->
                  counter("tollgate.services", "Sessions and messages by how they went")
                      .tag("outcome", each)
                      .register(registry))
          .increment();
    }

    void refused(int status) {
      refusals
          .computeIfAbsent(
              status,
              each ->
                  counter("tollgate.charging.refusals", "What charging refused, by the answer")
                      .tag("status", Integer.toString(each))
                      .register(registry))
          .increment();
    }
  }

  /** One session; on its owner. */
  private final class Watch implements SessionWatch {
    private final Meters meters;
    private long began;
    private boolean wentUncharged;

    Watch(Meters meters) {
      this.meters = meters;
    }

    @Override
    public void begins(Procedure procedure) {
      if (isSetUp(procedure)) {
        began = System.nanoTime();
      }
    }

    @Override
    public void answers(Procedure procedure) {
      if (isSetUp(procedure)) {
        meters.setUp.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
      }
    }

    @Override
    public void refused(Procedure procedure, Refusal refusal) {
      meters.refused(refusal.status());
    }

    @Override
    public void completed(Procedure procedure, ChargingEvent event) {
      @Nullable String way = outcomes.get(procedure);
      if (way != null) {
        meters.went(way);
      }
    }

    @Override
    public void endedByCharging(Refusal why) {
      meters.cut.increment();
    }

    @Override
    public void late(CreditRequest request) {
      meters.late.increment();
    }

    @Override
    public void goesOnUncharged(@Nullable Long ratingGroup, String why) {
      if (!wentUncharged) {
        wentUncharged = true;
        meters.uncharged.increment();
      }
    }
  }

  private static boolean isSetUp(Procedure procedure) {
    return procedure == Procedure.INITIATE_ONE_TO_ONE || procedure == Procedure.INITIATE_GROUP;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
