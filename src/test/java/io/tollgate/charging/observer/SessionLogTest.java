package io.tollgate.charging.observer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.enabler.ChargingPolicy;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.testkit.Answers;
import io.tollgate.charging.testkit.Samples;
import io.tollgate.charging.testkit.World;
import io.tollgate.charging.testkit.World.Subject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionLogTest {
  private final List<LogEvent> lines = new CopyOnWriteArrayList<>();
  private final AbstractAppender kept =
      new AbstractAppender("session-lines", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
          if (event.getLoggerName().equals(SessionLog.class.getName())) {
            lines.add(event.toImmutable());
          }
        }
      };
  private final World world = new World(ChargingPolicy.standard(World.BOTH), new SessionLog());

  @BeforeEach
  void listen() {
    kept.start();
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    context.getConfiguration().getRootLogger().addAppender(kept, null, null);
    context.updateLoggers();
    Configurator.setLevel(SessionLog.class.getName(), Level.INFO);
  }

  @AfterEach
  void stop() {
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    context.getConfiguration().getRootLogger().removeAppender("session-lines");
    Configurator.setLevel(SessionLog.class.getName(), Level.INFO);
    context.updateLoggers();
  }

  private Subject session() {
    return world.open(Samples.oneToOne(ServiceProfile.IM));
  }

  private List<String> texts() {
    return lines.stream().map(line -> line.getMessage().getFormattedMessage()).toList();
  }

  @Test
  void aSessionHasALineForItsBeginAndOneForItsEndWithItsIdsAndWithoutIdentities() {
    Subject session = session();
    session.start();
    session.messages(2);
    world.time.pass(Duration.ofSeconds(7));
    session.end();
    assertThat(texts())
        .containsExactly(
            "session begins: session (IM) of sip:al***@home.example to sip:bo***@home.example, paid"
                + " by sip:al***@home.example",
            "session ended by its parties: session (IM) of sip:al***@home.example to"
                + " sip:bo***@home.example, paid by sip:al***@home.example, 7 s, 2 messages, 0"
                + " octets in, 0 out, no cause");
    assertThat(lines)
        .allSatisfy(
            line ->
                assertThat(line.getContextData().toMap())
                    .containsEntry("callId", "call-in")
                    .containsEntry("icid", "icid-1")
                    .hasEntrySatisfying(
                        "chargingSession", ids -> assertThat(ids).matches("s;\\d+ s;\\d+")));
    assertThat(texts().toString()).doesNotContain("alice", "bob");
  }

  @Test
  void decisionsAgainstTheUserHaveALineEach() {
    world.ocs.answering(request -> Answers.code(4012));
    session().start();
    assertThat(texts())
        .singleElement()
        .asString()
        .startsWith("charging refuses initiate one to one, status 402: credit control: 4012");
    lines.clear();
    world.ocs.granting(1);
    Subject session = session();
    session.start();
    world.ocs.answering(request -> Answers.code(4012));
    session.messages(2);
    assertThat(texts())
        .hasSize(3)
        .anySatisfy(line -> assertThat(line).startsWith("charging ends the session"));
  }

  @Test
  void nothingIsObservedWhereTheLevelLeavesTheLinesOut() {
    Configurator.setLevel(SessionLog.class.getName(), Level.WARN);
    Subject session = session();
    session.start();
    session.end();
    assertThat(lines).isEmpty();
  }

  @Test
  void aMessageHasItsLineAtDebug() {
    Configurator.setLevel(SessionLog.class.getName(), Level.DEBUG);
    session()
        .walk(
            Procedure.PAGE_MESSAGE,
            Samples.event("MESSAGE", 1).withMessage(List.of(), 1, 20).withCause(-1, null));
    assertThat(texts()).singleElement().asString().startsWith("page message: ");
  }
}
