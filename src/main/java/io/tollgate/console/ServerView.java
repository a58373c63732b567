package io.tollgate.console;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tollgate.sip.admission.Admission;
import java.util.Objects;
import java.util.Optional;
import javax.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/** What the console's servlets show of the server; they find it in their servlet context. */
public interface ServerView {
  String ATTRIBUTE = ServerView.class.getName();

  static ServerView of(ServletContext context) {
    return (ServerView)
        Objects.requireNonNull(
            context.getAttribute(ATTRIBUTE), "the application has not been started");
  }

  Admission admission();

  PrometheusMeterRegistry meters();

  /** Why nothing is charged; empty where something is. */
  Optional<String> chargesNothing();

  /** Why every call would be refused now, however many are let in; null if it would not. */
  @Nullable String whyEveryCallFails();
}
