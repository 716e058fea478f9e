/** Bodies that the sample models answer. */
export const irisRow = { sepal_length: 5.1, sepal_width: 3.5, petal_length: 1.4, petal_width: 0.2 } as const;

export const irisSplit: string = JSON.stringify({
  dataframe_split: { columns: Object.keys(irisRow), data: [Object.values(irisRow)] },
});
