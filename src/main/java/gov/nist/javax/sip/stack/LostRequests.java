package gov.nist.javax.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import javax.sip.TransactionState;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Requests that went out over a connection which ended before there was any answer to them. Over
 * TCP nobody repeats a request (RFC 3261 17.1.1.2, 17.1.2.2), so one that was written while the
 * other end closed would be lost, and its transaction would wait for half a minute. It is sent once
 * more, over another connection and with its branch, by which whoever has it knows it again. That a
 * connection ended is no error: the answer may come over a new one (RFC 3261 18.2.2). That none can
 * be made is (RFC 3261 18.4), and ends the transaction. So does a second connection that ends
 * without an answer, unless one comes soon over another.
 */
final class LostRequests {
  private static final Logger LOG = LogManager.getLogger(LostRequests.class);

  /**
   * An answer that is on its way over a connection of the other end's own takes less; whoever asked
   * waits for 32 s (Timer F), and gets no 408 after that (RFC 4320 4.2).
   */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(10);

  private final ConnectionOrientedMessageProcessor processor;

  private final Set<SIPClientTransaction> repeated =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  LostRequests(ConnectionOrientedMessageProcessor processor) {
    this.processor = processor;
  }

  /** Called by the thread that read the connection, which has nothing else to do any more. */
  void sendAgain(ConnectionOrientedMessageChannel ended) {
    if (!processor.isRunning) {
      return;
    }
    List<SIPClientTransaction> lost =
        processor.getSIPStack().clientTransactionTable.values().stream()
            .filter(sent -> sent.getMessageChannel() == ended && isUnanswered(sent))
            .sorted(Comparator.comparingLong(SIPClientTransaction::getCSeq))
            .toList();
    boolean reachable = true;
    for (SIPClientTransaction request : lost) {
      if (reachable && !repeated.add(request)) {
        endLater(request);
        continue;
      }
      reachable = reachable && isSentAgain(request, ended);
      if (!reachable) {
        end(request);
      }
    }
    if (!reachable) {
      LOG.warn(
          "The connection to {} ended with {} requests unanswered, and no other can be made",
          ended.getKey(),
          lost.size());
    }
  }

  private static boolean isUnanswered(SIPClientTransaction request) {
    int state = request.getInternalState();
    return state == TransactionState._CALLING || state == TransactionState._TRYING;
  }

  /** False if no connection can be made. */
  private boolean isSentAgain(
      SIPClientTransaction request, ConnectionOrientedMessageChannel ended) {
    try {
      MessageChannel next =
          processor.createMessageChannel(ended.getPeerInetAddress(), ended.getPeerPort());
      request.setEncapsulatedChannel(next);
      SIPRequest original = request.getOriginalRequest();
      if (original != null && isUnanswered(request)) {
        next.sendMessage(original, ended.getPeerInetAddress(), ended.getPeerPort());
      }
      return true;
    } catch (IOException e) {
      LOG.debug("No new connection to {}", ended.getKey(), e);
      return false;
    }
  }

  private void endLater(SIPClientTransaction request) {
    processor
        .getSIPStack()
        .getTimer()
        .schedule(
            new SIPStackTimerTask() {
              @Override
              public void runTask() {
                end(request);
              }

              @Override
              public Object getThreadHash() {
                return request.getOriginalRequest() == null
                    ? request.getBranch()
                    : request.getOriginalRequest().getCallId().getCallId();
              }
            },
            ON_ITS_WAY.toMillis());
  }

  /** As its timer does. */
  private static void end(SIPClientTransaction request) {
    if (isUnanswered(request)) {
      request.fireTimeoutTimer();
    }
  }
}
