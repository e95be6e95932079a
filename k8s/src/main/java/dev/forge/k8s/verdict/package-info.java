/** What an attempt's Job, pod and events amount to: pure functions of what was observed. */
@NullMarked
package dev.forge.k8s.verdict;

import org.jspecify.annotations.NullMarked;
