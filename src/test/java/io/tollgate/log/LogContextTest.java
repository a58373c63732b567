package io.tollgate.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.flow.Walk;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.testkit.Samples;
import io.tollgate.charging.testkit.World;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogContextTest {
  private static final Logger LOG = LogManager.getLogger(LogContextTest.class);

  private final List<LogEvent> lines = new CopyOnWriteArrayList<>();
  private final AbstractAppender kept =
      new AbstractAppender("kept", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
          lines.add(event.toImmutable());
        }
      };

  private record Named(@Nullable String callId, @Nullable String icid, String chargingSessions)
      implements LogContext.Session {}

  @BeforeEach
  void listen() {
    kept.start();
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    context.getConfiguration().getRootLogger().addAppender(kept, null, null);
    context.updateLoggers();
  }

  @AfterEach
  void stop() {
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    context.getConfiguration().getRootLogger().removeAppender("kept");
    context.updateLoggers();
  }

  @Test
  void aLineCarriesWhatIsKnownOfTheSessionItsThreadWorksFor() {
    LogContext.Session outer = LogContext.enter(new Named("call-1", "icid-1", "rf;1 ro;1"));
    LogContext.Session inner = LogContext.enter(new Named("call-2", null, ""));
    LOG.error("inner");
    LogContext.leave(inner);
    LOG.error("outer");
    LogContext.leave(outer);
    LOG.error("nobody");

    assertThat(context("inner")).isEqualTo(Map.of("callId", "call-2"));
    assertThat(context("outer"))
        .containsOnlyKeys("callId", "icid", "chargingSession", "traceId")
        .containsAllEntriesOf(
            Map.of("callId", "call-1", "icid", "icid-1", "chargingSession", "rf;1 ro;1"));
    assertThat(context("nobody")).isEmpty();
  }

  @Test
  void whatASessionsChargingLogsCarriesItsIdentifiersWhateverThreadItRunsOn() throws Exception {
    World world = new World(World.BOTH);
    Thread elsewhere =
        new Thread(
            () ->
                world
                    .open(Samples.oneToOne(ServiceProfile.IM))
                    .session
                    .walk(Procedure.INITIATE_ONE_TO_ONE, new Failing()));
    elsewhere.start();
    elsewhere.join(10_000);

    assertThat(lines)
        .filteredOn(line -> line.getMessage().getFormattedMessage().contains("A step of a charged"))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.getContextData().toMap())
                    .containsEntry("icid", Samples.oneToOne(ServiceProfile.IM).correlation().icid())
                    .containsEntry(
                        "callId",
                        Samples.oneToOne(ServiceProfile.IM).correlation().incomingCallId())
                    .containsKey("chargingSession"));
  }

  private Map<String, String> context(String text) {
    return lines.stream()
        .filter(line -> line.getMessage().getFormattedMessage().equals(text))
        .findFirst()
        .orElseThrow()
        .getContextData()
        .toMap();
  }

  /** Fails where the service is asked what happened. */
  private static final class Failing implements Signalling {
    @Override
    public ChargingEvent event() {
      throw new IllegalStateException("a defect");
    }

    @Override
    public void answerOriginator(Walk walk) {
      walk.next();
    }

    @Override
    public void awaitAck(Walk walk) {
      walk.next();
    }

    @Override
    public void forward(Walk walk) {
      walk.next();
    }

    @Override
    public void awaitFirstAcceptance(Walk walk) {
      walk.next();
    }

    @Override
    public void refused(Refusal refusal) {}

    @Override
    public void completed() {}
  }
}
