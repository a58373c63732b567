package io.tollgate.charging.flow;

/** A walk under way, as the signalling sees it. A second call on the same step is ignored. */
public interface Walk {

  /** The current step is done. */
  void next();

  /** The rest of the flow will not happen. */
  void abandon();
}
