package io.tollgate.diameter.transport;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.tollgate.charging.record.ChargingInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The counters of the peers as meters, all tagged with the peer's identity. */
public final class MicrometerTransportMetrics implements TransportMetrics {
  private final MeterRegistry registry;

  public MicrometerTransportMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public ForPeer forPeer(String host) {
    return new Meters(registry, host);
  }

  /** Meters are looked up once and kept: the registry's own look-up costs more than a message. */
  private static final class Meters implements ForPeer {
    private static final Duration[] BUCKETS = {
      Duration.ofMillis(1),
      Duration.ofMillis(5),
      Duration.ofMillis(20),
      Duration.ofMillis(100),
      Duration.ofMillis(500),
      Duration.ofSeconds(2),
      Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final String host;
    private final AtomicInteger outstanding = new AtomicInteger();
    private final List<Gauge> gauges = new ArrayList<>();
    private final Map<PeerState, AtomicInteger> states = new EnumMap<>(PeerState.class);
    private final Map<ChargingInterface, Counter> requests = new EnumMap<>(ChargingInterface.class);
    private final Map<ChargingInterface, Counter> again = new EnumMap<>(ChargingInterface.class);
    private final Map<ChargingInterface, Counter> none = new EnumMap<>(ChargingInterface.class);
    private final Map<ChargingInterface, Timer> latency = new EnumMap<>(ChargingInterface.class);
    private final Map<Long, Counter> answers = new HashMap<>();
    private final Map<Diversion, Counter> diverted = new EnumMap<>(Diversion.class);
    private final Map<String, Counter> dropped = new HashMap<>();

    Meters(MeterRegistry registry, String host) {
      this.registry = registry;
      this.host = host;
      gauges.add(
          gauge(
              "tollgate.diameter.peer.outstanding",
              "Requests without an answer",
              outstanding,
              Tags.of("peer", host)));
      for (PeerState state : PeerState.values()) {
        AtomicInteger current = new AtomicInteger(state == PeerState.DOWN ? 1 : 0);
        states.put(state, current);
        gauges.add(
            gauge(
                "tollgate.diameter.peer.state",
                "1 for the state the peer is in",
                current,
                Tags.of("peer", host, "state", state.name())));
      }
      for (Diversion why : Diversion.values()) {
        diverted.put(
            why,
            counter("tollgate.diameter.diverted", "reason", why.name().toLowerCase(Locale.ROOT)));
      }
      for (ChargingInterface target : ChargingInterface.values()) {
        requests.put(target, counter("tollgate.diameter.requests", "interface", target.name()));
        again.put(target, counter("tollgate.diameter.resends", "interface", target.name()));
        none.put(target, counter("tollgate.diameter.unanswered", "interface", target.name()));
        latency.put(
            target,
            Timer.builder("tollgate.diameter.latency")
                .description("From sending a request to its answer")
                .tag("peer", host)
                .tag("interface", target.name())
                .serviceLevelObjectives(BUCKETS)
                .register(registry));
      }
    }

    /** One of a former peer of that name is no more: it would go on showing what that one does. */
    private Gauge gauge(String name, String text, AtomicInteger value, Tags tags) {
      Gauge former = registry.find(name).tags(tags).gauge();
      if (former != null) {
        registry.remove(former);
      }
      return Gauge.builder(name, value, AtomicInteger::get)
          .description(text)
          .tags(tags)
          .register(registry);
    }

    @Override
    public void gone() {
      for (Gauge own : gauges) {
        if (registry.find(own.getId().getName()).tags(own.getId().getTags()).gauge() == own) {
          registry.remove(own);
        }
      }
    }

    private Counter counter(String name, String tag, String value) {
      return Counter.builder(name).tag("peer", host).tag(tag, value).register(registry);
    }

    @Override
    public void state(PeerState state) {
      states.forEach((each, current) -> current.set(each == state ? 1 : 0));
    }

    @Override
    public void outstanding(int now) {
      outstanding.set(now);
    }

    @Override
    public void sent(ChargingInterface target, boolean resend) {
      increment(requests.get(target));
      if (resend) {
        increment(again.get(target));
      }
    }

    @Override
    public void answered(ChargingInterface target, long resultCode, long nanos) {
      increment(
          answers.computeIfAbsent(
              resultCode,
              code -> counter("tollgate.diameter.answers", "result", Long.toString(code))));
      Timer timer = latency.get(target);
      if (timer != null) {
        timer.record(nanos, TimeUnit.NANOSECONDS);
      }
    }

    @Override
    public void unanswered(ChargingInterface target) {
      increment(none.get(target));
    }

    @Override
    public void diverted(Diversion why) {
      increment(diverted.get(why));
    }

    @Override
    public void dropped(String why) {
      increment(
          dropped.computeIfAbsent(
              why, reason -> counter("tollgate.diameter.dropped", "reason", reason)));
    }

    private static void increment(@Nullable Counter counter) {
      if (counter != null) {
        counter.increment();
      }
    }
  }
}
