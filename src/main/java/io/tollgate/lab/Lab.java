package io.tollgate.lab;

import io.tollgate.lab.cdf.Cdf;
import io.tollgate.lab.cdf.CdrStore;
import io.tollgate.lab.common.LabConfig;
import io.tollgate.lab.common.Wishes;
import io.tollgate.lab.fault.Disturbance;
import io.tollgate.lab.fault.FaultText;
import io.tollgate.lab.fault.Faults;
import io.tollgate.lab.ocs.Ocs;
import io.tollgate.lab.ocs.OcsFunction;
import io.tollgate.lab.stack.LabApplication;
import io.tollgate.lab.stack.LabRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A CDF and an OCS, running. Each has a node of its own, unless both are given the same port and so
 * share one.
 *
 * <pre>{@code
 * try (Lab lab = Lab.start(LabConfig.ephemeral().with("ocs.balance", "5"))) {
 *   lab.faults().add(Fault.code(4012).on("ro").type("UPDATE"));
 *   ... point the peers at lab.cdfNode().port() and lab.ocsNode().port() ...
 *   lab.cdrs().records(sessionId);
 * }
 * }</pre>
 */
public final class Lab implements AutoCloseable {

  private static final int ACCOUNTING = 271;

  private final Faults faults = new Faults();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "lab-timer");
            thread.setDaemon(true);
            return thread;
          });
  private final Cdf cdf;
  private final OcsFunction ocs;
  private final LabNode cdfNode;
  private final LabNode ocsNode;
  private final ControlServer control;

  private Lab(LabConfig config, Clock clock) throws IOException {
    Disturbance disturbance = new Disturbance(faults, timer);
    FaultText.parseAll(config.text("faults")).forEach(faults::add);
    cdf =
        new Cdf(
            CdrStore.open(config.directory()),
            disturbance,
            clock,
            config.number("cdf.interim-interval"),
            Wishes.of(config, "cdf"));
    boolean shared =
        config.number("cdf.port") != 0 && config.number("cdf.port") == config.number("ocs.port");
    cdfNode =
        new LabNode(
            config.identity("cdf"),
            shared ? EnumSet.allOf(LabApplication.class) : Set.of(LabApplication.ACCOUNTING),
            this::handle);
    ocsNode =
        shared
            ? cdfNode
            : new LabNode(
                config.identity("ocs"), Set.of(LabApplication.CREDIT_CONTROL), this::handle);
    ocs = OcsFunction.open(new Ocs(config), config.directory(), disturbance, clock, ocsNode::stack);
    control = new ControlServer(this, config);
  }

  public static Lab start(LabConfig config) throws IOException {
    return start(config, Clock.systemUTC());
  }

  public static Lab start(LabConfig config, Clock clock) throws IOException {
    Lab lab = new Lab(config, clock);
    lab.cdfNode.start();
    if (lab.ocsNode != lab.cdfNode) {
      lab.ocsNode.start();
    }
    lab.control.start();
    Future<?> unused = lab.timer.scheduleWithFixedDelay(lab.ocs::supervise, 1, 1, TimeUnit.SECONDS);
    return lab;
  }

  public Faults faults() {
    return faults;
  }

  public Cdf cdf() {
    return cdf;
  }

  public CdrStore cdrs() {
    return cdf.store();
  }

  public OcsFunction ocs() {
    return ocs;
  }

  /** What somebody's long load has finished need not be kept: {@link CdrStore#forget}. */
  public void forget(String subscriber) {
    cdf.store().forget(subscriber);
    ocs.engine().forget(subscriber);
  }

  public LabNode cdfNode() {
    return cdfNode;
  }

  public LabNode ocsNode() {
    return ocsNode;
  }

  public int controlPort() {
    return control.port();
  }

  @Override
  public void close() throws IOException {
    control.close();
    cdfNode.stop();
    ocsNode.stop();
    timer.shutdownNow();
    cdf.store().close();
    ocs.close();
  }

  private void handle(LabRequest request) {
    if (request.command() == ACCOUNTING) {
      cdf.handle(request);
    } else {
      ocs.handle(request);
    }
  }
}
