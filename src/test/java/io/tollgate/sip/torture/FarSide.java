package io.tollgate.sip.torture;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A user agent that declines every INVITE with 486 and accepts every other request. */
final class FarSide implements AutoCloseable {
  private final DatagramSocket socket;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  FarSide() throws IOException {
    socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
    Thread thread = new Thread(this::serve, "far-side");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Start lines of what came in, ACKs left out. */
  List<String> requests() {
    return requests;
  }

  private void serve() {
    DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);
    try {
      while (!socket.isClosed()) {
        socket.receive(packet);
        String text =
            new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
        if (text.startsWith("SIP/2.0") || text.startsWith("ACK ")) {
          continue;
        }
        requests.add(text.lines().findFirst().orElse(""));
        byte[] answer = answer(text).getBytes(StandardCharsets.ISO_8859_1);
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (SocketException closed) {
      return;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String answer(String request) {
    String status = request.startsWith("INVITE") ? "486 Busy Here" : "200 OK";
    String head = request.split("\r\n\r\n", 2)[0].replaceAll("\r\n[ \t]+", " ");
    String copied =
        head.lines()
            .filter(
                line ->
                    line.toLowerCase(Locale.ROOT)
                        .matches("(via|v|from|f|to|t|call-id|i|cseq)[ \t]*:.*"))
            .map(line -> tagged(line))
            .collect(Collectors.joining("\r\n"));
    return "SIP/2.0 " + status + "\r\n" + copied + "\r\nContent-Length: 0\r\n\r\n";
  }

  private static String tagged(String line) {
    boolean to = line.toLowerCase(Locale.ROOT).matches("(to|t)[ \t]*:.*");
    return to && !line.contains(";tag=") ? line + ";tag=far" : line;
  }

  @Override
  public void close() {
    socket.close();
  }
}
