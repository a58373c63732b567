package io.tollgate.crash;

/**
 * What a user saw of a call that was answered.
 *
 * @param wholly it was ended by its caller, and the server confirmed that
 * @param messages those that the server took from the caller; -1 if none were sent in this call
 */
record SeenCall(String callId, boolean wholly, long messages) {}
