package io.tollgate;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.tollgate.msrp.MsrpPlane;
import io.tollgate.msrp.MsrpStatus;
import io.tollgate.settings.BuildVersion;
import io.tollgate.sip.admission.Admission;
import io.tollgate.sip.admission.OverloadLimit;
import io.tollgate.sip.admission.WarmUp;
import io.tollgate.sip.container.LiveSessions;
import io.tollgate.sip.container.SipContainer;
import io.tollgate.sip.controlling.ConferenceDirectory;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Gauges of what is alive now; all but the JVM's return to zero when no call is up. */
record ServerMeters(
    LiveSessions sessions,
    SipContainer container,
    Admission admission,
    OverloadLimit overload,
    WarmUp warmUp,
    ConferenceDirectory conferences,
    MsrpPlane messages,
    boolean chargesNothing,
    BooleanSupplier everyCallFails,
    Function<String, @Nullable Object> toldByTheLauncher)
    implements MeterBinder {

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("tollgate.sip.application.sessions", sessions, LiveSessions::count)
        .description("SIP application sessions alive now")
        .register(registry);
    Gauge.builder("tollgate.sip.legs", sessions, LiveSessions::legCount)
        .description("SIP sessions (legs) alive now")
        .register(registry);
    Gauge.builder("tollgate.sip.pending.work", container, SipContainer::pendingWork)
        .description("Timers and answers waiting to be run by a session's owner")
        .register(registry);
    Gauge.builder("tollgate.conferences", conferences, ConferenceDirectory::running)
        .description("Conferences alive now")
        .register(registry);
    message(
        registry, "sessions", "Relays and conferences that carry messages", MsrpStatus::sessions);
    message(registry, "legs", "Parties of them", MsrpStatus::legs);
    message(registry, "connections", "Open MSRP connections", MsrpStatus::connections);
    message(registry, "queued.bytes", "Octets that wait for slow peers", MsrpStatus::queuedBytes);
    Gauge.builder("tollgate.charging.nothing", () -> chargesNothing ? 1 : 0)
        .description("1 where every service is free of charge")
        .register(registry);
    Gauge.builder(
            "tollgate.ready",
            admission,
            now -> now.open() && !everyCallFails.getAsBoolean() ? 1 : 0)
        .description("1 while new sessions are let in, and could be charged")
        .register(registry);
    for (OverloadLimit.Limit limit : OverloadLimit.Limit.values()) {
      FunctionCounter.builder("tollgate.sip.overload.refused", overload, o -> o.refused(limit))
          .tag("limit", limit.name().toLowerCase(Locale.ROOT))
          .description("New requests that got 503 because a limit was reached")
          .register(registry);
    }
    turnedAway(registry, "stranger", "io.tollgate.sip.strangers");
    turnedAway(registry, "rate", "io.tollgate.sip.toofast");
    Gauge.builder("tollgate.warm.up.calls", warmUp, WarmUp::done)
        .description("Calls placed through the server itself before it let others in")
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    Gauge.builder("tollgate.build.info", () -> 1)
        .tag("version", BuildVersion.text())
        .tag("java", System.getProperty("java.version", "?"))
        .description("1; the version is its label")
        .register(registry);
  }

  /**
   * Who gets no further than the sockets is counted there; in a container of others' it is none.
   */
  private void turnedAway(MeterRegistry registry, String why, String attribute) {
    FunctionCounter.builder(
            "tollgate.sip.turned.away",
            toldByTheLauncher,
            ask -> ask.apply(attribute) instanceof LongSupplier count ? count.getAsLong() : 0)
        .tag("why", why)
        .description("Requests and connections that sip.peers does not let in")
        .register(registry);
  }

  private void message(
      MeterRegistry registry, String name, String text, ToDoubleFunction<MsrpStatus> value) {
    Gauge.builder("tollgate.msrp." + name, messages, now -> value.applyAsDouble(now.status()))
        .description(text)
        .register(registry);
  }
}
