package io.tollgate.diameter.ro;

import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.diameter.avp.ResultCode;
import io.tollgate.diameter.command.MessageCodec;
import io.tollgate.diameter.transport.Outcome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which server has which credit-control session, for when one restarts. Where a request goes does
 * not depend on it: that is part of the request.
 */
final class SessionHosts {
  /** Late answers can name sessions that nobody ends any more; they must not pile up for ever. */
  private static final int MOST = 1_000_000;

  private final Map<String, String> hosts = new ConcurrentHashMap<>();

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

  /** A request that got no answer leaves the session where it was. */
  void learn(CreditRequest request, Outcome outcome) {
    boolean goesOn =
        request.type() == CreditRequestType.INITIAL || request.type() == CreditRequestType.UPDATE;
    if (!goesOn) {
      hosts.remove(request.sessionId());
    } else if (outcome instanceof Outcome.Answered answered) {
      learn(request.sessionId(), answered);
    }
  }

  private void learn(String sessionId, Outcome.Answered answered) {
    long result = MessageCodec.resultCode(answered.answer().avps());
    if (ResultCode.isSuccess(result) && hosts.size() < MOST) {
      hosts.put(sessionId, RoClient.originHost(answered));
    } else if (!ResultCode.isProtocolError(result)) {
      hosts.remove(sessionId);
    }
  }
}
