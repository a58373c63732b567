package io.tollgate.diameter.transport;

import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.CreditControlAvps;
import io.tollgate.diameter.avp.ResultCode;
import io.tollgate.diameter.command.Message;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Charging systems behind proxying agents: each has its own sessions, and answers 5002 to a request
 * of another's. An agent brings a request to the server that Destination-Host names, and one
 * without that to each in turn.
 */
public final class ServersBehindAgents {

  private final List<String> servers;
  private final AtomicInteger turn = new AtomicInteger();
  private final Map<String, Set<String>> sessions = new ConcurrentHashMap<>();
  private final AtomicInteger unknown = new AtomicInteger();

  public ServersBehindAgents(String... servers) {
    this.servers = List.of(servers);
    this.servers.forEach(server -> sessions.put(server, ConcurrentHashMap.newKeySet()));
  }

  /** A proxying agent in front of them: it advertises the applications it proxies, not Relay. */
  public ScriptedPeer agent(String host) {
    return ScriptedPeer.named(host).does(this::forward);
  }

  /** Answers of 5002 that were given. */
  public int unknownSessions() {
    return unknown.get();
  }

  /** Sessions that nobody ended. */
  public int open() {
    return sessions.values().stream().mapToInt(Set::size).sum();
  }

  public void forward(Message request, ScriptedPeer.Link link) throws IOException {
    String server = request.avps().text(BaseAvps.DESTINATION_HOST);
    if (server == null) {
      server = servers.get(Math.floorMod(turn.getAndIncrement(), servers.size()));
    }
    Set<String> known = sessions.get(server);
    if (known == null) {
      link.answer(request, ResultCode.UNABLE_TO_DELIVER);
      return;
    }
    link.answerAs(server, request, result(request, known), more -> {});
  }

  /** The script of a server itself, behind an agent that is real: it looks for no host's name. */
  public void serve(Message request, ScriptedPeer.Link link) throws IOException {
    Set<String> known = sessions.get(link.host());
    link.answer(request, known == null ? ResultCode.UNABLE_TO_DELIVER : result(request, known));
  }

  private int result(Message request, Set<String> known) {
    String session = String.valueOf(request.avps().text(BaseAvps.SESSION_ID));
    int type = request.avps().integer32(CreditControlAvps.CC_REQUEST_TYPE).orElse(0);
    boolean there =
        switch (type) {
          case 1 -> known.add(session) || request.isRetransmission();
          case 3 -> known.remove(session);
          default -> known.contains(session);
        };
    // A repetition of what was answered before is a duplicate, and answered as before.
    if (!there && !request.isRetransmission()) {
      unknown.incrementAndGet();
      return ResultCode.UNKNOWN_SESSION_ID;
    }
    return ResultCode.SUCCESS;
  }
}
