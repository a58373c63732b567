package io.tollgate.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AsyncAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the log of a running server looks like, by the configuration that is shipped. */
class LogLinesTest {
  private static final String INVITE =
      "INVITE sip:bob.secret@example.com SIP/2.0\r\n"
          + "From: <sip:alice.secret@example.com>;tag=1\r\n"
          + "To: <tel:+49301234567>\r\nContent-Type: application/sdp\r\n\r\n"
          + "v=0\r\no=secret 1 1 IN IP4 192.0.2.1\r\n".repeat(200);

  private static Configuration shipped() {
    URI file = Path.of("src/main/resources/log4j2.xml").toUri();
    Configuration configuration =
        ConfigurationFactory.getInstance()
            .getConfiguration(new LoggerContext("shipped"), "shipped", file);
    configuration.initialize();
    return configuration;
  }

  private static String line(String appender, LogEvent event) {
    return new String(
        shipped().getAppender(appender).getLayout().toByteArray(event), StandardCharsets.UTF_8);
  }

  private static LogEvent event(String logger, String text, @Nullable Throwable thrown) {
    return Log4jLogEvent.newBuilder()
        .setLoggerName(logger)
        .setLevel(Level.ERROR)
        .setMessage(new SimpleMessage(text))
        .setThrown(thrown)
        .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"foreign-text", "foreign-json"})
  void aWholeInviteOfTheContainerIsOneShortLineWithoutIdentities(String appender) {
    String line =
        line(
            appender,
            event(
                "org.mobicents.servlet.sip.core.SipApplicationDispatcherImpl",
                "Unexpected exception while processing request " + INVITE,
                new IllegalStateException("at " + INVITE, new RuntimeException(INVITE))));
    assertThat(line.strip()).doesNotContain("\n").hasSizeLessThan(700);
    assertThat(line)
        .contains("Unexpected exception")
        .doesNotContain("secret@")
        .doesNotContain("+4930");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gov.nist.javax.sip", "org.mobicents.servlet", "org.apache.catalina"})
  void containersAndLibrariesWriteThere(String logger) {
    assertThat(shipped().getLoggerConfig(logger).getName()).doesNotStartWith("io.tollgate");
    assertThat(shipped().getRootLogger().getAppenderRefs().get(0).getRef()).startsWith("foreign-");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.tollgate.msrp.session.Frames",
        "io.tollgate.diameter.transport.netty.Connection"
      })
  void whoeverConnectsDoesNotDecideHowManyLinesThereAre(String logger) {
    LoggerConfig loud = shipped().getLoggerConfig(logger);
    LogEvent event =
        Log4jLogEvent.newBuilder()
            .setLoggerName(logger)
            .setLevel(Level.INFO)
            .setMessage(new SimpleMessage("makes no sense, closing"))
            .build();
    assertThat(loud.getLevel()).isEqualTo(Level.INFO);
    loud.getFilter().start();
    assertThat(
            IntStream.range(0, 10_000)
                .filter(i -> loud.getFilter().filter(event) != Filter.Result.DENY)
                .count())
        .isBetween(1L, 200L);
  }

  @Test
  void ourOwnLinesAreCut() {
    String line = line("text-now", event("io.tollgate.sip.X", "y".repeat(50_000), null));
    assertThat(line).hasSizeLessThan(2_200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void aReaderThatStandsStillStopsNoCall(String appender) {
    AsyncAppender log = shipped().getAppender(appender);
    assertThat(log.isBlocking()).isFalse();
    assertThat(log.getQueueCapacity()).isEqualTo(8_192);
    assertThat(log.getAppenderRefStrings()).containsExactly(appender + "-now");
  }

  @ParameterizedTest
  @ValueSource(strings = {"io.tollgate.console.access.AuditLog", "org.eclipse.jetty.http.X"})
  void whatSomebodyOutsideSaysIsNoLineAndNoColourOfItsOwn(String logger) {
    String said =
        "refused: x\r\n2026-01-01T00:00:00 ERROR forged \u001b[31m \u009b1m \u2028y \u202ez";
    for (String kind : new String[] {"text", "json"}) {
      String appender = logger.startsWith("io.tollgate") ? kind + "-now" : "foreign-" + kind;
      LogEvent event =
          Log4jLogEvent.newBuilder()
              .setLoggerName(logger)
              .setLevel(Level.WARN)
              .setMessage(new SimpleMessage(said))
              .setContextData(context(said))
              .build();
      String line = line(appender, event);
      assertThat(line.strip()).doesNotContain("\n").doesNotContain("\r");
      assertThat(line).doesNotContain("\u001b").contains("refused");
      if (kind.equals("text")) {
        assertThat(line).doesNotContain("\u009b").doesNotContain("\u2028").doesNotContain("\u202e");
      }
    }
  }

  private static SortedArrayStringMap context(String said) {
    SortedArrayStringMap context = new SortedArrayStringMap();
    context.putValue(LogContext.CALL_ID, said);
    context.putValue(LogContext.ICID, said);
    context.putValue(LogContext.CHARGING_SESSION, said);
    return context;
  }

  @Test
  void anExceptionIsOneLineThatSaysWhatAndWhere() {
    RuntimeException thrown = new IllegalArgumentException(INVITE);
    assertThat(Brief.of(thrown))
        .startsWith("IllegalArgumentException: INVITE sip:***@example.com")
        .contains("LogLinesTest.anExceptionIsOneLineThatSaysWhatAndWhere")
        .doesNotContain("\n")
        .doesNotContain("alice")
        .hasSizeLessThan(600);
  }
}
