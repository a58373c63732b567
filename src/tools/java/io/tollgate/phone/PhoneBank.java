package io.tollgate.phone;

import io.tollgate.harness.SipText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A socket with any number of phones behind it, told apart by the user part of the Request-URI. */
public final class PhoneBank implements AutoCloseable {
  private static final int RETRANSMISSIONS = 12;

  private static final Pattern VIA =
      Pattern.compile("SIP/2.0/UDP ([0-9.]+):([0-9]+).*branch=([^;]*)");
  private static final Pattern TARGET = Pattern.compile("@([0-9.]+):([0-9]+)");

  private final DatagramSocket socket;
  private final String host;
  private final InetSocketAddress server;
  private volatile boolean amongServers;
  private final Map<String, Phone> phones = new ConcurrentHashMap<>();
  private final Map<String, Request> requests = new ConcurrentHashMap<>();
  private final Map<String, SipText> answered = new ConcurrentHashMap<>();
  private final Map<String, Call> calls = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private final ScheduledExecutorService clock;
  private volatile int patience = 10;

  public PhoneBank(int serverPort) {
    this("127.0.0.1", serverPort);
  }

  /**
   * @param address of the server, and of the phones
   */
  public PhoneBank(String address, int serverPort) {
    try {
      host = address.indexOf(':') < 0 ? address : '[' + address + ']';
      server = new InetSocketAddress(InetAddress.getByName(address), serverPort);
      socket = new DatagramSocket(new InetSocketAddress(address, 0));
      socket.setReceiveBufferSize(8 << 20);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "phone-clock");
              thread.setDaemon(true);
              return thread;
            });
    Thread receiver = new Thread(this::receive, "phone-bank-" + port());
    receiver.setDaemon(true);
    receiver.start();
  }

  /** How many seconds a test waits for what should come. */
  public PhoneBank patience(int seconds) {
    patience = seconds;
    return this;
  }

  int patience() {
    return patience;
  }

  public Phone phone(String user) {
    return phones.computeIfAbsent(user, name -> new Phone(this, name));
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** Of the phones, as a URI names it. */
  public String host() {
    return host;
  }

  int serverPort() {
    return server.getPort();
  }

  long number() {
    return numbers.incrementAndGet();
  }

  void enter(Call call) {
    calls.put(call.callId(), call);
  }

  /** Sends a request again until something comes back. */
  Request send(String branch, String text) {
    Request request = new Request(text, patience);
    requests.put(branch + text.substring(0, text.indexOf(' ')), request);
    transmit(text);
    repeat(request, 500, 0);
    return request;
  }

  private void repeat(Request request, long wait, int sent) {
    clock.schedule(
        () -> {
          if (!request.isAnswered() && sent < RETRANSMISSIONS && !socket.isClosed()) {
            transmit(request.text());
            repeat(request, Math.min(4_000, wait * 2), sent + 1);
          }
        },
        wait,
        TimeUnit.MILLISECONDS);
  }

  void later(long millis, Runnable task) {
    clock.schedule(task, millis, TimeUnit.MILLISECONDS);
  }

  /**
   * Its server is one of several: what belongs to a dialog goes where the other side's Contact
   * leads, and answers to whoever asked.
   */
  public PhoneBank amongServers() {
    amongServers = true;
    return this;
  }

  private InetSocketAddress hop(String text) {
    if (!amongServers) {
      return server;
    }
    SipText message = new SipText(text);
    Matcher via = VIA.matcher(message.headers("Via").get(0));
    Matcher target = TARGET.matcher(message.startLine());
    boolean response = text.startsWith("SIP/2.0 ");
    if (response && via.find()) {
      return new InetSocketAddress(via.group(1), Integer.parseInt(via.group(2)));
    }
    // The ACK of a failure goes the way of its INVITE.
    boolean ofDialog =
        message.header("To").contains(";tag=")
            && !(text.startsWith("ACK ")
                && via.find()
                && requests.containsKey(via.group(3) + "INVITE"));
    return ofDialog && target.find()
        ? new InetSocketAddress(target.group(1), Integer.parseInt(target.group(2)))
        : server;
  }

  void transmit(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, hop(text)));
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  void answer(SipText request, String text) {
    answered.put(key(request), new SipText(text));
    transmit(text);
  }

  private static String key(SipText request) {
    return request.headers("Via").get(0) + request.header("CSeq");
  }

  @SuppressWarnings("CatchAndPrintStackTrace")
  private void receive() {
    byte[] buffer = new byte[65_536];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
      } catch (IOException closed) {
        return;
      }
      try {
        dispatch(
            new SipText(
                new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8)));
      } catch (RuntimeException | AssertionError e) {
        e.printStackTrace();
      }
    }
  }

  private void dispatch(SipText message) {
    if (message.startLine().startsWith("SIP/2.0 ")) {
      String via = message.headers("Via").get(0);
      Request request =
          requests.get(
              via.replaceFirst(".*branch=([^;]*).*", "$1")
                  + message.header("CSeq").replaceFirst("\\d+ +", ""));
      if (request != null) {
        request.response(message);
      }
      return;
    }
    SipText known = answered.get(key(message));
    if (known != null && !message.startLine().startsWith("ACK")) {
      transmit(known.text());
      return;
    }
    Call call = calls.get(message.header("Call-ID"));
    if (call != null) {
      call.request(message);
      return;
    }
    String user = message.startLine().replaceFirst("^\\S+ sips?:([^@]+)@.*", "$1");
    Phone phone = phones.get(user);
    if (phone != null) {
      phone.request(message);
    }
  }

  @Override
  public void close() {
    socket.close();
    clock.shutdownNow();
  }
}
