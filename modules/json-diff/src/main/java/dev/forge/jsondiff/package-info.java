/**
 * A module that compares two JSON files. {@link dev.forge.jsondiff.Comparison} walks through both at once;
 * {@link dev.forge.jsondiff.Rules} say what counts as the same.
 */
package dev.forge.jsondiff;
