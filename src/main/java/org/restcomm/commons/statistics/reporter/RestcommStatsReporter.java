package org.restcomm.commons.statistics.reporter;

import com.codahale.metrics.MetricRegistry;
import java.util.concurrent.TimeUnit;

/**
 * Stands in for the class of this name that the container links against. The original is under the
 * AGPL and sends figures to its makers once a day and on every stop, whatever the container's own
 * switch for statistics says; this one keeps the counters and sends nothing (ADR 0002).
 */
public final class RestcommStatsReporter {
  private static final MetricRegistry METRICS = new MetricRegistry();

  public static RestcommStatsReporter getRestcommStatsReporter() {
    return new RestcommStatsReporter();
  }

  public static MetricRegistry getMetricRegistry() {
    return METRICS;
  }

  public void setRemoteServer(String server) {
    // Nothing is sent there.
  }

  public void setProjectName(String name) {
    // Nothing is sent under it.
  }

  public void setProjectType(String type) {
    // Nothing is sent under it.
  }

  public void setVersion(String version) {
    // Nothing is sent with it.
  }

  public void start(long period, TimeUnit unit) {
    // No report is ever due.
  }

  public void stop() {
    // No last report either.
  }
}
