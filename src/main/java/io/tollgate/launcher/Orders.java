package io.tollgate.launcher;

import io.tollgate.launcher.ControlSocket.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.servlet.ServletContext;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** What an operator may tell the server that runs; the application does it. */
final class Orders {
  private static final Logger LOG = LogManager.getLogger(Orders.class);

  /** The application's {@code Runnable}s. */
  private static final String DRAIN = "io.tollgate.drain";

  private static final String UNDRAIN = "io.tollgate.undrain";

  /** The application's {@code BooleanSupplier}: whether new sessions are let in. */
  private static final String READY = "io.tollgate.ready";

  /** The application's {@code Supplier<List<String>>}. */
  private static final String STATUS = "io.tollgate.status";

  /** The application's {@code Supplier<List<String>>}: ok or no, then what is to be said. */
  private static final String RELOAD = "io.tollgate.reload";

  /** The application's {@code IntSupplier}. */
  private static final String OPEN_SESSIONS = "io.tollgate.open-sessions";

  /** The application's {@code BiConsumer<String, String>}: logger, level. */
  private static final String LOG_LEVEL = "io.tollgate.log-level";

  /** The application's {@code UnaryOperator<String>}: erases a subscriber, says what came of it. */
  private static final String FORGET = "io.tollgate.forget";

  private static final String EXPECTED =
      "expected: status, drain, undrain, reload, forget SUBSCRIBER, or log AREA LEVEL (an area such"
          + " as io.tollgate.diameter; a level of off, error, warn, info, debug, trace)";

  private final ServletContext application;

  Orders(ServletContext application) {
    this.application = application;
  }

  Reply carryOut(List<String> words) {
    return switch (words.get(0)) {
      case "status" -> status();
      case "drain" -> {
        LOG.info("told to drain");
        run(DRAIN);
        yield new Reply(true, List.of("draining: " + open() + " sessions open"));
      }
      case "undrain" -> {
        LOG.info("told to let new sessions in again");
        run(UNDRAIN);
        yield status();
      }
      case "reload" -> {
        LOG.info("told to reload");
        yield reload();
      }
      case "forget" -> words.size() == 2 ? forget(words.get(1)) : wrong(words);
      case "log" -> words.size() == 3 ? log(words.get(1), words.get(2)) : wrong(words);
      default -> wrong(words);
    };
  }

  /** Also what SIGHUP asks for. */
  Reply reload() {
    List<String> lines = new ArrayList<>();
    if (application.getAttribute(RELOAD) instanceof Supplier<?> reload
        && reload.get() instanceof List<?> told) {
      told.forEach(line -> lines.add(line.toString()));
    }
    boolean done = !lines.isEmpty() && lines.remove(0).equals("ok");
    return new Reply(done, lines);
  }

  private static Reply wrong(List<String> words) {
    return new Reply(false, List.of(String.join(" ", words) + ": " + EXPECTED));
  }

  private Reply status() {
    List<String> lines = new ArrayList<>();
    lines.add("version   " + Version.text());
    if (application.getAttribute(STATUS) instanceof Supplier<?> status
        && status.get() instanceof List<?> more) {
      more.forEach(line -> lines.add(line.toString()));
    }
    boolean ready =
        application.getAttribute(READY) instanceof BooleanSupplier open && open.getAsBoolean();
    return new Reply(ready, lines);
  }

  @SuppressWarnings("unchecked") // the application put it there
  private Reply log(String area, String level) {
    if (!List.of("off", "error", "warn", "info", "debug", "trace")
        .contains(level.toLowerCase(Locale.ROOT))) {
      return wrong(List.of("log", area, level));
    }
    if (application.getAttribute(LOG_LEVEL) instanceof BiConsumer<?, ?> levels) {
      ((BiConsumer<String, String>) levels).accept(area, level);
    }
    return new Reply(true, List.of(area + " logs at " + level.toLowerCase(Locale.ROOT)));
  }

  @SuppressWarnings("unchecked") // the application put it there
  private Reply forget(String subscriber) {
    LOG.info("told to forget a subscriber");
    if (!(application.getAttribute(FORGET) instanceof UnaryOperator<?> forget)) {
      return new Reply(false, List.of("no history is kept"));
    }
    return new Reply(true, List.of(((UnaryOperator<String>) forget).apply(subscriber)));
  }

  private void run(String attribute) {
    if (application.getAttribute(attribute) instanceof Runnable action) {
      action.run();
    }
  }

  private int open() {
    return application.getAttribute(OPEN_SESSIONS) instanceof IntSupplier count
        ? count.getAsInt()
        : 0;
  }
}
