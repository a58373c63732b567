package io.tollgate.conference;

/**
 * The signalling towards one participant, as the focus sees it. The focus calls it, and is called
 * by it, on the conference's owner only; none of these methods calls back before it returns.
 */
public interface ConferenceLeg {

  /** Unique in this node. */
  String id();

  String callId();

  /** The same for two legs that one device made, as when it lost the first. */
  default String device() {
    return "";
  }

  /** Messages may flow from and to this participant. */
  void activate();

  /**
   * Lets go of the leg as its dialog's state asks: BYE, CANCEL, a final response, or nothing.
   * {@link Conference#released} follows when it is certain, by answer or by timeout.
   */
  void release(Release why);

  /** Runs a task, by the conference's owner, when all that went over this leg is counted. */
  default void settle(Runnable counted) {
    counted.run();
  }

  /**
   * Asks the participant to call elsewhere.
   *
   * @param refused run, by the conference's owner, if that cannot be asked or is refused
   */
  default void refer(String uri, Runnable refused) {
    refused.run();
  }

  /** There may be something to tell the participant about the charge. */
  default void advise() {}

  /** Offers the changed session; {@link Conference#renegotiated} follows. */
  void renegotiate(ChangeOffer offer);
}
