package io.tollgate.agents;

import io.tollgate.harness.Await;
import io.tollgate.walk.party.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * baresip 1.0, driven over its ctrl_tcp module (netstrings with JSON). Its audio goes from one
 * bridge to another; it knows neither UPDATE nor session timers nor reliable provisionals.
 */
public final class Baresip implements UserAgent {
  private static final int CONTROL_PORT = 5070;
  private static final Pattern EVENT = Pattern.compile("\"event\":true,\"type\":\"([A-Z_]+)\"");

  private final String user;
  private final String address;
  private final ClientLog log;
  private final Transport transport;
  private final List<String> contacts;
  private final ClientProcess process;
  private final Socket control;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private volatile State state = State.IDLE;

  private Baresip(
      String user,
      String address,
      int proxyPort,
      Transport transport,
      List<String> contacts,
      ClientProcess process,
      Socket control) {
    this.user = user;
    this.address = address;
    String self = Pattern.quote(address + ":" + Addresses.SIP_PORT);
    String proxy = Pattern.quote("127.0.0.1:" + proxyPort);
    log =
        new ClientLog(
            process.output(),
            Pattern.compile("^(UDP|TCP) (" + self + " -> \\S+|\\S+ -> " + proxy + ")$"),
            Pattern.compile("^(UDP|TCP) (" + proxy + " -> \\S+|\\S+ -> " + self + ")$"),
            Pattern.compile("\u001b\\[;m.*"),
            Pattern.compile("aubridge: thread start: [^\n]*\n"));
    this.transport = transport;
    this.contacts = contacts;
    this.process = process;
    this.control = control;
    Thread reader = new Thread(this::read, "baresip-" + user);
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * @param contacts whom it sends messages to: it takes no other addresses for that
   */
  public static Baresip start(
      String user, Transport transport, int proxyPort, List<String> contacts) {
    try {
      String address = Addresses.free();
      Path folder = ClientProcess.folder("baresip");
      Files.writeString(
          folder.resolve("config"),
          """
          sip_listen %s:%d
          net_interface %s
          audio_player aubridge,%s
          audio_source aubridge,%s
          audio_alert aubridge,%s
          call_local_timeout 60
          rtp_ports 32100-48000
          module_path /usr/lib/baresip/modules
          module g711.so
          module aubridge.so
          module_tmp account.so
          module_app contact.so
          module_app menu.so
          module_app ctrl_tcp.so
          ctrl_tcp_listen %s:%d
          """
              .formatted(
                  address, Addresses.SIP_PORT, address, user, user, user, address, CONTROL_PORT));
      Files.writeString(
          folder.resolve("accounts"),
          """
<sip:%s@%s;transport=%s>;regint=0;answermode=manual;outbound="sip:127.0.0.1:%d;transport=%s;orig"
"""
              .formatted(user, address, transport.word(), proxyPort, transport.word()));
      StringBuilder known = new StringBuilder();
      contacts.forEach(uri -> known.append("\"Contact\" <").append(uri).append(">\n"));
      Files.writeString(folder.resolve("contacts"), known);
      ClientProcess process =
          ClientProcess.start(
              folder, "baresip-core", List.of("baresip", "-f", folder.toString(), "-s"));
      return new Baresip(
          user,
          address,
          proxyPort,
          transport,
          List.copyOf(contacts),
          process,
          connect(process, address));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Socket connect(ClientProcess process, String address) throws IOException {
    Socket[] open = new Socket[1];
    boolean there =
        Await.within(
            Duration.ofSeconds(20),
            () -> {
              process.requireAlive("baresip at its start");
              Socket socket = new Socket();
              try {
                socket.connect(new InetSocketAddress(address, CONTROL_PORT), 1_000);
                open[0] = socket;
                return true;
              } catch (IOException notYet) {
                return false;
              }
            });
    if (!there) {
      process.close();
      throw new IOException("baresip does not listen, see " + process.folder());
    }
    return open[0];
  }

  private void read() {
    try {
      InputStream in = control.getInputStream();
      while (true) {
        int length = 0;
        for (int c = in.read(); c != ':'; c = in.read()) {
          if (c < '0' || c > '9') {
            return;
          }
          length = length * 10 + c - '0';
        }
        heard(new String(in.readNBytes(length), StandardCharsets.UTF_8));
        in.read();
      }
    } catch (IOException closed) {
      state = State.IDLE;
    }
  }

  private void heard(String text) {
    if (text.contains("\"response\":true")) {
      answers.add(text);
      return;
    }
    Matcher event = EVENT.matcher(text);
    if (event.find()) {
      switch (event.group(1)) {
        case "CALL_INCOMING" -> state = State.INCOMING;
        case "CALL_ESTABLISHED" -> state = State.UP;
        case "CALL_CLOSED" -> state = State.IDLE;
        default -> {}
      }
    }
  }

  private void command(String word, String parameters) {
    answers.clear();
    String json =
        "{\"command\":\"" + word + "\",\"params\":\"" + parameters + "\",\"token\":\"t\"}";
    try {
      control
          .getOutputStream()
          .write((json.length() + ":" + json + ",").getBytes(StandardCharsets.UTF_8));
      String answer = answers.poll(10, TimeUnit.SECONDS);
      if (answer == null || !answer.contains("\"ok\":true")) {
        throw new AssertionError("baresip, " + word + ": " + answer + ", see " + process.folder());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("baresip, see " + process.folder(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String user() {
    return user;
  }

  @Override
  public String uri() {
    return "sip:"
        + user
        + "@"
        + address
        + (transport == Transport.UDP ? "" : ";transport=" + transport.word());
  }

  @Override
  public void call(String uri) {
    state = State.CALLING;
    command("dial", uri);
  }

  @Override
  public void accept() {
    command("accept", "");
  }

  @Override
  public void hangUp() {
    command("hangup", "");
  }

  @Override
  public void hold() {
    command("hold", "");
  }

  @Override
  public void resume() {
    command("resume", "");
  }

  /** A re-INVITE that changes nothing. */
  public void reinvite() {
    command("reinvite", "");
  }

  @Override
  public void message(String uri, String text) {
    if (!contacts.equals(List.of(uri))) {
      throw new IllegalArgumentException("uri: " + uri + " (expected: its one contact)");
    }
    command("message", text);
  }

  @Override
  public State state() {
    return state;
  }

  @Override
  public List<Seen> seen() {
    return log.seen();
  }

  @Override
  public void close() {
    try {
      control.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      process.close();
    }
  }
}
