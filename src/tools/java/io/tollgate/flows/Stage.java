package io.tollgate.flows;

import io.tollgate.flows.FlowScript.Variant;
import io.tollgate.harness.SippRun;
import io.tollgate.harness.SippRunner;
import io.tollgate.msrpclient.MsrpAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Where one run of a flow is played: its parties, each a SIPp of its own. */
final class Stage implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration CHARGED = Duration.ofSeconds(8);

  private final Variant variant;
  private final String icidPrefix;
  private final Address tollgate;
  private final Deployment deployment;
  private final Cast cast;
  private final List<SippRun> running = new ArrayList<>();

  /** Where Tollgate takes SIP, and the URI of its conference factory. */
  record Address(int sipPort, String factoryUri) {}

  Stage(Variant variant, String icidPrefix, Deployment deployment, Cast cast) {
    this.variant = variant;
    this.icidPrefix = icidPrefix;
    this.deployment = deployment;
    this.tollgate = deployment.sip();
    this.cast = cast;
  }

  Deployment deployment() {
    return deployment;
  }

  /** How the profile marks a large message (N5) or a file transfer (N8). */
  String transferTag(String scenario) {
    boolean large = scenario.startsWith("N5");
    if (variant.profile().equals("IM")) {
      return ";+g.oma.sip-im" + (large ? ".large-message" : "");
    }
    return ";+g.3gpp.icsi-ref=\"urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm."
        + (large ? "largemsg" : "filetransfer")
        + "\"";
  }

  /** IM or CPM. */
  String profile() {
    return variant.profile();
  }

  boolean isMixed() {
    return variant.charging().equals(Deployment.MIXED);
  }

  Cast.Party party(String name) {
    return cast.party(name);
  }

  /** A chat room that nobody else of this deployment is in. */
  String room() {
    return Deployment.room(variant.profile());
  }

  String factory() {
    return tollgate.factoryUri();
  }

  /** Somebody who is called; started before those who call. */
  SippRun callee(String name, String scenario, long answerAfterMillis) {
    return callee(name, scenario, answerAfterMillis, 0);
  }

  SippRun callee(String name, String scenario, long answerAfterMillis, long leaveAfterMillis) {
    SippRunner runner = sipp(name, scenario).key("contact_params", featureTag(false));
    if (answerAfterMillis > 0) {
      runner.option("-set", "answer_after", Long.toString(answerAfterMillis));
    }
    if (leaveAfterMillis > 0) {
      runner.option("-set", "leave_after", Long.toString(leaveAfterMillis));
    }
    return keep(runner.start());
  }

  /** Somebody who acts, towards the target; {@code options} as for SIPp. */
  SippRun caller(String name, String scenario, String target, long talkMillis, String... options) {
    SippRunner runner = sipp(name, scenario).to(tollgate.sipPort()).key("target", target);
    if (talkMillis > 0) {
      runner.option("-set", "talk", Long.toString(talkMillis));
    }
    if (!List.of(options).contains("contact_params")) {
      runner.key("contact_params", featureTag(target.equals(factory()) || target.equals(room())));
    }
    return keep(runner.option(options).start());
  }

  private SippRunner sipp(String name, String scenario) {
    Cast.Party party = party(name);
    return SippRunner.scenario(scenario)
        .port(party.sipPort())
        .limit(PATIENCE)
        .key("user", name)
        .key("domain", "example.com")
        .key("icid", icidPrefix + name)
        .key("msrp_port", party.msrpPort())
        .key("msrp_path", party.msrp().path())
        .key("msrp_setup", "active")
        .option("-trace_logs", "-log_file", "sipp.log");
  }

  private String featureTag(boolean group) {
    if (variant.profile().equals("IM")) {
      return ";+g.oma.sip-im";
    }
    return ";+g.3gpp.icsi-ref=\"urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm.session"
        + (group ? ".group" : "")
        + "\"";
  }

  private SippRun keep(SippRun run) {
    synchronized (running) {
      running.add(run);
    }
    return run;
  }

  /**
   * The next act comes when what was charged to the party before is answered, as the figures have
   * it; so many answers of each charging function that there is. What never comes is waited for a
   * while: the figure will tell.
   */
  void awaitCharged(String name, int cdf, int ocs) {
    boolean offline = !variant.charging().equals("online");
    boolean online = !List.of("offline", Deployment.STRICT).contains(variant.charging());
    long end = System.nanoTime() + CHARGED.toNanos();
    while (System.nanoTime() < end
        && ((offline && deployment.answers(icidPrefix + name, "cdf") < cdf)
            || (online && deployment.answers(icidPrefix + name, "ocs") < ocs))) {
      pause(50);
    }
  }

  /** Has the party's MSRP client connect to where its SIPp was told to. */
  MsrpAgent talk(String name, SippRun run) throws IOException {
    return party(name).msrp().remote(pathGivenTo(run)).connect();
  }

  /** The MSRP path that Tollgate gave this party in its SDP. */
  String pathGivenTo(SippRun run) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      try {
        Path log = run.folder().resolve("sipp.log");
        if (Files.exists(log)) {
          for (String line : Files.readAllLines(log)) {
            if (line.contains("PATH msrp")) {
              return line.substring(line.indexOf("msrp")).strip();
            }
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      pause(20);
    }
    throw new AssertionError("no a=path came to " + run.folder());
  }

  /** Somebody whose server died: nothing is asked of them any more. */
  void gone(SippRun run) {
    run.close();
    synchronized (running) {
      running.remove(run);
    }
  }

  static void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** What SIPp found wrong, once every party is done. */
  List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    for (SippRun run : running) {
      try {
        run.awaitSuccess();
      } catch (AssertionError e) {
        complaints.add(
            String.valueOf(e.getMessage()).lines().limit(12).reduce("", (a, b) -> a + b + "\n"));
      }
    }
    return complaints;
  }

  /** Names of those who play. */
  Stream<String> names() {
    return cast.parties().keySet().stream();
  }

  @Override
  public void close() {
    running.forEach(SippRun::close);
  }
}
