package io.tollgate.diameter.ro;

import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.diameter.avp.ResultCode;
import io.tollgate.diameter.command.MessageCodec;
import io.tollgate.diameter.transport.Outcome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which server has which credit-control session (RFC 8506 5.7). */
final class SessionHosts {
  /** Late answers can name sessions that nobody ends any more; they must not pile up for ever. */
  private static final int MOST = 1_000_000;

  private final Map<String, String> hosts = new ConcurrentHashMap<>();

  @Nullable String of(String sessionId) {
    return hosts.get(sessionId);
  }

  /** The sessions that a server has. */
  List<String> at(String host) {
    return hosts.entrySet().stream()
        .filter(session -> session.getValue().equalsIgnoreCase(host))
        .map(Map.Entry::getKey)
        .toList();
  }

  int size() {
    return hosts.size();
  }

  /** Only a session that was granted goes on; after anything else any server is as good. */
  void learn(CreditRequest request, Outcome outcome) {
    if (outcome instanceof Outcome.Answered answered
        && ResultCode.isSuccess(MessageCodec.resultCode(answered.answer().avps()))
        && (request.type() == CreditRequestType.INITIAL
            || request.type() == CreditRequestType.UPDATE)
        && hosts.size() < MOST) {
      hosts.put(request.sessionId(), RoClient.originHost(answered));
    } else {
      hosts.remove(request.sessionId());
    }
  }
}
