package io.tollgate.launcher;

import gov.nist.javax.sip.ResponseEventExt;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.OvertakingAcks;
import gov.nist.javax.sip.stack.SIPDialog;
import gov.nist.javax.sip.stack.SIPTransaction;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import io.tollgate.trust.NameServers;
import java.text.ParseException;
import java.util.Set;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.Transaction;
import javax.sip.TransactionState;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.header.RSeqHeader;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.mobicents.ext.javax.sip.dns.DNSServerLocator;
import org.mobicents.servlet.sip.core.ApplicationRoutingHeaderComposer;
import org.mobicents.servlet.sip.core.ListeningAddresses;
import org.mobicents.servlet.sip.core.SipApplicationDispatcherImpl;
import org.mobicents.servlet.sip.core.SipContext;
import org.mobicents.servlet.sip.core.session.MobicentsSipApplicationSession;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;
import org.mobicents.servlet.sip.core.session.MobicentsSipSessionKey;
import org.mobicents.servlet.sip.core.session.SessionManagerUtil;
import org.mobicents.servlet.sip.message.SipServletMessageImpl;
import org.mobicents.servlet.sip.message.TransactionApplicationData;

/**
 * Answers 481 to a request of a dialog that this container did not begin (RFC 3261 12.2.2), as one
 * from before a restart. The container would send it on to wherever its Request-URI says: good for
 * a proxy, but a back-to-back user agent is an end of all its dialogs, and this an open relay. The
 * same answer gets a request of a dialog that is over, for which the container has none.
 */
public final class OwnDialogsDispatcher extends SipApplicationDispatcherImpl {
  private static final Logger LOG = LogManager.getLogger(OwnDialogsDispatcher.class);

  /** Without a tag of ours they are of no dialog; the container takes them for being of one. */
  private static final Set<String> IN_DIALOG = Set.of("BYE", "PRACK", "UPDATE", "INFO");

  /** A NOTIFY may overtake the answer that makes the dialog (RFC 6665 4.4.1). */
  private static final Set<String> BEFORE_THE_DIALOG = Set.of("NOTIFY", "ACK");

  private final RequestsOfDialogs requests = new RequestsOfDialogs();
  private final BoundedNames names = new BoundedNames(NameServers.SYSTEM);
  private final LateAcceptances lateAcceptances = new LateAcceptances(this::isSessionGone);

  public OwnDialogsDispatcher() {
    ListeningAddresses.install(this);
  }

  @Override
  public void processTransactionTerminated(TransactionTerminatedEvent event) {
    Transaction over =
        event.isServerTransaction() ? event.getServerTransaction() : event.getClientTransaction();
    requests.over(over.getApplicationData());
    super.processTransactionTerminated(event);
  }

  @Override
  public void setDNSServerLocator(DNSServerLocator locator) {
    locator.setDnsLookupPerformer(names);
    super.setDNSServerLocator(locator);
  }

  @Override
  public void stop() {
    requests.close();
    names.close();
    super.stop();
  }

  @Override
  public void processRequest(RequestEvent event) {
    SIPRequest request = (SIPRequest) event.getRequest();
    String tag = request.getToTag();
    boolean served =
        tag == null
            ? !IN_DIALOG.contains(request.getMethod())
            : isLive(tag) && isOfADialog(event, request.getMethod());
    if (served) {
      if (tag == null && request.getMethod().equals("CANCEL")) {
        tagLikeItsInvite(request, (SipProvider) event.getSource());
      }
      super.processRequest(event);
      // It may have waited for its session, which was ended meanwhile; what ended it came first.
      served = tag == null || isLive(tag) || isAnswered(request);
    }
    if (request.getMethod().equals("ACK")) {
      if (event.getDialog() instanceof SIPDialog dialog) {
        OvertakingAcks.tell(dialog, request.getCSeq().getSeqNumber());
      }
    } else if (!served) {
      refuse(request, (SipProvider) event.getSource());
    }
  }

  /**
   * The container knows a session by the Call-ID and one tag, or by what it wrote into the other;
   * the stack knows a dialog by all three, as RFC 3261 12 does.
   */
  private static boolean isOfADialog(RequestEvent event, String method) {
    return event.getDialog() != null || BEFORE_THE_DIALOG.contains(method);
  }

  /**
   * RFC 3261 9.2: the answers to both have the same To tag; the container would make up a new one.
   */
  private void tagLikeItsInvite(SIPRequest cancel, SipProvider provider) {
    SIPTransactionStack stack = (SIPTransactionStack) provider.getSipStack();
    SIPTransaction invite = stack.findCancelTransaction(cancel, true);
    if (invite == null
        || !(invite.getApplicationData() instanceof TransactionApplicationData data)) {
      return;
    }
    SipServletMessageImpl message = data.getSipServletMessage();
    MobicentsSipSession session = message == null ? null : message.getSipSession();
    if (session == null) {
      return;
    }
    MobicentsSipSessionKey key = session.getKey();
    String own = key.getToTag();
    try {
      cancel
          .getTo()
          .setTag(
              own != null
                  ? own
                  : ApplicationRoutingHeaderComposer.getHash(
                      this, key.getApplicationName(), key.getApplicationSessionId()));
    } catch (ParseException e) {
      LOG.debug("a CANCEL keeps its To", e);
    }
  }

  /** With the final answer the stack takes the transaction from its request. */
  private static boolean isAnswered(SIPRequest request) {
    if (!(request.getTransaction() instanceof ServerTransaction transaction)) {
      return true;
    }
    TransactionState state = transaction.getState();
    return state != null
        && !state.equals(TransactionState.TRYING)
        && !state.equals(TransactionState.PROCEEDING);
  }

  @Override
  public void processResponse(ResponseEvent event) {
    if (!lateAcceptances.take(event)) {
      letRingAgain(event);
      super.processResponse(event);
    }
  }

  /**
   * Whoever rings says so again now and then, so that no proxy before us gives up (RFC 3261
   * 13.3.1.1, 16.7 with Timer C). The container takes that for a copy and drops it. A reliable
   * response is told from its copy by RSeq (RFC 3262 4).
   */
  private static void letRingAgain(ResponseEvent event) {
    SIPResponse response = (SIPResponse) event.getResponse();
    int status = response.getStatusCode();
    if (event instanceof ResponseEventExt marked
        && marked.isRetransmission()
        && status > Response.TRYING
        && status < Response.OK
        && response.getHeader(RSeqHeader.NAME) == null) {
      marked.setRetransmission(false);
    }
  }

  /** The container's branches begin with the application session and the application. */
  private boolean isSessionGone(SIPResponse response) {
    String branch = response.getTopmostVia().getBranch();
    String[] parts = branch.substring(LateAcceptances.COOKIE.length()).split("_");
    String application = parts.length < 3 ? null : getApplicationNameFromHash(parts[1]);
    if (application == null) {
      return false;
    }
    SipContext context = findSipApplication(application);
    return context != null
        && findSession(context, application, parts[0], response, false) == null
        && findSession(context, application, parts[0], response, true) == null;
  }

  /**
   * A session has its key from the From of the INVITE that began its dialog, whoever asks later.
   *
   * @param theyBegan the dialog was begun by the one who answers now
   */
  @SuppressWarnings("NullAway") // no application session at hand is said by null
  private @Nullable MobicentsSipSession findSession(
      SipContext context,
      String application,
      String applicationSession,
      SIPResponse response,
      boolean theyBegan) {
    return context
        .getSipManager()
        .getSipSession(
            SessionManagerUtil.getSipSessionKey(
                applicationSession, application, response, theyBegan),
            false,
            getSipFactory(),
            null);
  }

  private static void refuse(SIPRequest request, SipProvider provider) {
    Response refusal = request.createResponse(Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
    try {
      if (request.getTransaction() instanceof ServerTransaction transaction) {
        transaction.sendResponse(refusal);
      } else {
        provider.sendResponse(refusal);
      }
    } catch (SipException | InvalidArgumentException e) {
      LOG.debug("481 not sent", e);
    }
  }

  /** The container's tags name its run, the application and its session, which may be over. */
  private boolean isLive(String tag) {
    String application;
    String id;
    try {
      String[] names = ApplicationRoutingHeaderComposer.getAppNameAndSessionId(this, tag);
      application = names[1];
      id = names[2];
    } catch (IllegalArgumentException | IndexOutOfBoundsException foreign) {
      return false;
    }
    SipContext context = application == null ? null : findSipApplication(application);
    if (context == null) {
      return false;
    }
    MobicentsSipApplicationSession session =
        context
            .getSipManager()
            .getSipApplicationSession(
                SessionManagerUtil.getSipApplicationSessionKey(application, id, null), false);
    return session != null && session.isValidInternal();
  }
}
