package io.tollgate.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Runs a scenario of {@code sipp-scenarios/} with SIPp on a free loopback port.
 *
 * <pre>{@code
 * try (SippRun callee = SippRunner.scenario("uas-answer").start()) {
 *   SippRunner.scenario("uac-call").to(server.sipPort()).key("callee_port", callee.port()).run();
 *   assertThat(callee.awaitSuccess().received("INVITE"))....
 * }
 * }</pre>
 */
public final class SippRunner {
  private static final Path SCENARIOS = Path.of("sipp-scenarios");

  private final Path scenario;
  private final List<String> options = new ArrayList<>();
  private String transport = "u1";
  private boolean messageLog = true;
  private int calls = 1;
  private int port = Ports.free();
  private Duration limit = Duration.ofSeconds(60);
  private String remote = "";

  private SippRunner(Path scenario) {
    this.scenario = scenario;
  }

  /** A file of {@code sipp-scenarios/}, named without its {@code .xml}. */
  public static SippRunner scenario(String name) {
    return file(SCENARIOS.resolve(name + ".xml"));
  }

  public static SippRunner file(Path scenario) {
    if (!Files.exists(scenario)) {
      throw new IllegalArgumentException("no such SIPp scenario: " + scenario.toAbsolutePath());
    }
    return new SippRunner(scenario);
  }

  /** Sends to this port of the loopback address; without it SIPp only waits for calls. */
  public SippRunner to(int remotePort) {
    remote = "127.0.0.1:" + remotePort;
    return this;
  }

  public SippRunner tcp() {
    transport = "t1";
    return this;
  }

  public SippRunner calls(int number) {
    calls = number;
    return this;
  }

  public SippRunner rate(int callsPerSecond) {
    return option("-r", Integer.toString(callsPerSecond));
  }

  public SippRunner port(int local) {
    port = local;
    return this;
  }

  /** {@code [name]} in the scenario stands for the value. */
  public SippRunner key(String name, Object value) {
    return option("-key", name, value.toString());
  }

  /** The user part of the Request-URI: {@code [service]} in the scenario. */
  public SippRunner service(String user) {
    return option("-s", user);
  }

  public SippRunner limit(Duration most) {
    limit = most;
    return this;
  }

  /** For load: no message is kept, so none can be asked for. */
  public SippRunner withoutMessageLog() {
    messageLog = false;
    return this;
  }

  public SippRunner option(String... words) {
    options.addAll(List.of(words));
    return this;
  }

  public int port() {
    return port;
  }

  /** Runs to the end; a scenario that does not succeed fails the test. */
  public SippRun run() {
    try (SippRun run = start()) {
      return run.awaitSuccess();
    }
  }

  /** Starts it beside the test, which asks for its outcome later. */
  public SippRun start() {
    Tools.require("sipp", "sip-tester");
    try {
      String name = scenario.getFileName().toString().replace(".xml", "");
      Path folder =
          Files.createDirectories(Path.of("target", "sipp", name + "-" + UUID.randomUUID()))
              .toAbsolutePath();
      List<String> command = new ArrayList<>(List.of("sipp"));
      if (!remote.isEmpty()) {
        command.add(remote);
      }
      command.addAll(List.of("-sf", scenario.toAbsolutePath().toString()));
      command.addAll(List.of("-i", "127.0.0.1", "-p", Integer.toString(port), "-t", transport));
      command.addAll(List.of("-m", Integer.toString(calls), "-nostdin"));
      command.addAll(List.of("-timeout", limit.toSeconds() + "s", "-timeout_error"));
      command.addAll(List.of("-trace_err", "-error_file", folder.resolve("errors.log").toString()));
      command.addAll(
          List.of("-trace_screen", "-screen_file", folder.resolve("screen.log").toString()));
      if (messageLog) {
        command.addAll(
            List.of("-trace_msg", "-message_file", folder.resolve("msg.log").toString()));
      }
      command.addAll(
          List.of("-trace_stat", "-stf", folder.resolve("statistics.csv").toString(), "-fd", "1"));
      command.addAll(options);
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("output.log").toFile())
              .start();
      return SippRun.of(name, process, folder, port, limit.plusSeconds(10));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
